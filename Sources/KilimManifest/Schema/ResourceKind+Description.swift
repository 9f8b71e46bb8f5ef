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

  var metadataDescription: RecordDescription {
    RecordDescription(MetadataDeclaration.type(of: self))
  }

  var specDescription: RecordDescription {
    switch self {
    case .system: RecordDescription(SystemDeclaration.type)
    case .app: RecordDescription(AppDeclaration.type)
    case .schedulerProfile: RecordDescription(SchedulerProfileDeclaration.type)
    case .job: RecordDescription(JobDeclaration.type)
    case .sweep: RecordDescription(SweepDeclaration.type)
    case .workflow: RecordDescription(WorkflowDeclaration.type)
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
