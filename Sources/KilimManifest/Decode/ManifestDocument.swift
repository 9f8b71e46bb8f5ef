package import KilimModel

/// What a document declares, by its kind.
///
/// Indirect: thousands of documents are held at once, and the largest kind would set the size of all.
package indirect enum ResourceSpec: Sendable, Hashable {
  case system(SystemSpec)
  case app(AppSpec)
  case schedulerProfile(SchedulerProfileSpec)
  case job(JobSpec)
  case sweep(SweepSpec)
  case workflow(WorkflowSpec)
}

extension ResourceSpec {
  package var kind: ResourceKind {
    switch self {
    case .system: .system
    case .app: .app
    case .schedulerProfile: .schedulerProfile
    case .job: .job
    case .sweep: .sweep
    case .workflow: .workflow
    }
  }
}

/// One document of a manifest, decoded, and where it stands.
package struct ManifestDocument: Sendable {
  package var metadata: Metadata
  package var spec: ResourceSpec
  package var source: DocumentSource

  package init(metadata: Metadata, spec: ResourceSpec, source: DocumentSource) {
    self.metadata = metadata
    self.spec = spec
    self.source = source
  }

  /// The object's name; `id@version` for an App.
  package var name: ResourceName {
    switch spec {
    case .system: ResourceName(.system, metadata.name)
    case .app(let app): ResourceName(.app, "\(metadata.name)@\(app.version)")
    case .schedulerProfile: ResourceName(.schedulerProfile, metadata.name)
    case .job: ResourceName(.job, metadata.name)
    case .sweep: ResourceName(.sweep, metadata.name)
    case .workflow: ResourceName(.workflow, metadata.name)
    }
  }
}
