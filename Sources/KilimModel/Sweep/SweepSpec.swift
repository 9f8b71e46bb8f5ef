/// A Job template times a parameter space (product, section 7).
package struct SweepSpec: Sendable, Hashable {
  package var name: String?
  /// What every point runs, with `${sweep.NAME}` where its values go.
  package var template = JobSpec()
  package init() {}
}
