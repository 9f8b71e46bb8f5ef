/// A Job template times a parameter space (product, section 7).
package struct SweepSpec: Sendable, Hashable {
  package enum FailurePolicy: String, Sendable, Hashable, CaseIterable {
    case stop = "Stop"
    case proceed = "Continue"
  }

  /// How points become jobs of a scheduler.
  package enum Packing: String, Sendable, Hashable, CaseIterable {
    case auto = "Auto"
    case single = "Single"
    case array = "Array"
    case pack = "Pack"
  }

  package var name: String?
  /// A union of spaces.
  package var parameters: [ParameterSpace] = []
  /// Expressions: a point for which one is true is left out.
  package var exclude: [String] = []
  /// At most so many points at a time.
  package var parallelism: Int?
  /// After so many failed points no new ones are started.
  package var maxFailures: Int?
  package var onFailure: FailurePolicy?
  package var packing: Packing?
  /// What every point runs, with `${sweep.NAME}` where its values go.
  package var template = JobSpec()
  /// What holds for the sweep as a whole is declared as it is for a Job: `updatePolicy`,
  /// `dependsOn`, `suspend`, `priority`, `onPrune`, `retention`, `budget`, `results`,
  /// `subscriptions`, `notifications`, `notes`.
  package var whole = JobSpec()
  package init() {}
}

extension SweepSpec {
  /// What all points wait for; said of the sweep, or of its template.
  package var dependsOn: [String] {
    whole.dependsOn + template.dependsOn.filter { !whole.dependsOn.contains($0) }
  }

  /// Whether some point may lack a parameter that others have.
  package var mayLackParameters: Bool {
    parameters.count > 1
      || parameters.contains { space in
        !space.when.isEmpty || space.csv != nil || space.jsonLines != nil
          || Set(space.list.map { Set($0.keys) }).count > 1
          || space.list.contains { $0.values.contains(.null) }
      }
  }

  /// Of all points: the higher starts first.
  package var priority: Int { whole.priority ?? template.priority ?? 0 }

  package var isSuspended: Bool { whole.suspend ?? template.suspend ?? false }
}
