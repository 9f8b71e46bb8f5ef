/// The kinds of objects, by their names in manifests.
package enum ResourceKind: String, Sendable, Hashable, CaseIterable {
  case system = "System"
  case app = "App"
  case schedulerProfile = "SchedulerProfile"
  case job = "Job"
  case sweep = "Sweep"
  case workflow = "Workflow"

  /// As in `job/digits-k5`.
  package var shortName: String { rawValue.lowercased() }
}

extension ResourceKind {
  /// Tapis has definitions of the kind, which stand without an envelope.
  package var hasBareForm: Bool {
    switch self {
    case .system, .app, .schedulerProfile, .job: true
    case .sweep, .workflow: false
    }
  }
}

/// The name of one object, as in `job/digits-k5` or `app/digits-knn@1.0`.
package struct ResourceName: Sendable, Hashable, CustomStringConvertible {
  package var kind: ResourceKind
  /// For an App, `id@version`.
  package var name: String

  package init(_ kind: ResourceKind, _ name: String) {
    self.kind = kind
    self.name = name
  }

  package var description: String { "\(kind.shortName)/\(name)" }
}

/// The envelope's `metadata`.
package struct Metadata: Sendable, Hashable {
  package var name = ""
  package var labels: [String: String] = [:]
  package var annotations: [String: String] = [:]

  package init(
    name: String = "", labels: [String: String] = [:], annotations: [String: String] = [:]
  ) {
    self.name = name
    self.labels = labels
    self.annotations = annotations
  }
}
