package import KilimModel

/// A job with nothing left to look up.
package struct CompiledJob: Sendable {
  package var plan: RunPlan
  /// Of everything that can change the result: job text, app content, image, files beside the
  /// manifest. Never of uuid, times, host, system or limits.
  package var identity: Digest
  /// The parts of `identity`, so that a change of one can be named.
  package var components: IdentityComponents
  /// How many jobs its exec system runs at a time; nil for no limit.
  package var slots: Int?

  package init(plan: RunPlan, components: IdentityComponents, slots: Int?) {
    self.plan = plan
    self.components = components
    self.slots = slots
    identity = components.identity
  }
}
