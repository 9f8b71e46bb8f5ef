/// A Job template times a parameter space (product, section 7).
package struct SweepSpec: Sendable, Hashable {
  package enum FailurePolicy: String, Sendable, Hashable, CaseIterable {
    case stop = "Stop"
    case proceed = "Continue"
  }

  package var name: String?
  /// A union of spaces.
  package var parameters: [JSONValue] = []
  /// At most so many points at a time.
  package var parallelism: Int?
  /// After so many failed points no new ones are started.
  package var maxFailures: Int?
  package var onFailure: FailurePolicy?
  /// What every point runs, with `${sweep.NAME}` where its values go.
  package var template = JobSpec()
  package init() {}
}
