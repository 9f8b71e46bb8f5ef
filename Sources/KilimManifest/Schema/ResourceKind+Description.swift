package import KilimModel

extension ResourceKind {
  /// What an object of the kind is, in one sentence.
  package var meaning: String {
    switch self {
    case .system: "A machine where work runs or data lives."
    case .app: "One version of a program: how it is packed, and what its jobs inherit."
    case .schedulerProfile: "Module loads and hidden scheduler options of a site."
    case .job: "One wanted result of one App."
    case .sweep: "A Job template times a parameter space."
    case .workflow: "Named steps with dependencies."
    }
  }

  var metadataDescription: RecordDescription { descriptions.metadata }

  var specDescription: RecordDescription { descriptions.spec }

  private var descriptions: KindDescriptions {
    switch self {
    case .system: .system
    case .app: .app
    case .schedulerProfile: .schedulerProfile
    case .job: .job
    case .sweep: .sweep
    case .workflow: .workflow
    }
  }

  /// The envelope and all that is in it.
  var documentDescription: RecordDescription {
    var spec = FieldDescription(
      "spec", .record, "The fields of the \(rawValue).", record: specDescription)
    spec.isIdentity = true
    return RecordDescription(
      title: "a document",
      fields: [
        FieldDescription("apiVersion", .choice([Envelope.version]), "What the document is for."),
        FieldDescription("kind", .choice([rawValue]), "What the document describes."),
        FieldDescription(
          "metadata", .record, "The name and the labels of the \(rawValue).",
          record: metadataDescription),
        spec,
      ],
      // What `kubectl get -o yaml` and its like print.
      ignored: ["status"])
  }
}

/// Made once: each document that is compared asks for them.
private struct KindDescriptions: Sendable {
  static let system = KindDescriptions(.system, RecordDescription(SystemDeclaration.type))
  static let app = KindDescriptions(.app, RecordDescription(AppDeclaration.type))
  static let schedulerProfile = KindDescriptions(
    .schedulerProfile, RecordDescription(SchedulerProfileDeclaration.type))
  static let job = KindDescriptions(.job, RecordDescription(JobDeclaration.type))
  static let sweep = KindDescriptions(.sweep, RecordDescription(SweepDeclaration.type))
  static let workflow = KindDescriptions(.workflow, RecordDescription(WorkflowDeclaration.type))

  let metadata: RecordDescription
  let spec: RecordDescription

  private init(_ kind: ResourceKind, _ spec: RecordDescription) {
    metadata = RecordDescription(MetadataDeclaration.type(of: kind))
    self.spec = spec
  }
}
