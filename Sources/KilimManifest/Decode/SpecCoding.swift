package import KilimModel

/// Specs as canonical JSON, and the digests of it.
///
/// Fields stand in the order of their declarations; what says nothing is left out. Decoding what
/// was encoded gives an equal spec.
package enum SpecCoding {
  package static func json(of spec: JobSpec) -> JSONValue { JobDeclaration.type.write(spec, .all) }
  package static func json(of spec: AppSpec) -> JSONValue { AppDeclaration.type.write(spec, .all) }
  package static func json(of spec: SystemSpec) -> JSONValue {
    SystemDeclaration.type.write(spec, .all)
  }

  package static func json(of spec: SchedulerProfileSpec) -> JSONValue {
    SchedulerProfileDeclaration.type.write(spec, .all)
  }

  package static func json(of spec: SweepSpec) -> JSONValue {
    SweepDeclaration.type.write(spec, .all)
  }

  package static func json(of spec: WorkflowSpec) -> JSONValue {
    WorkflowDeclaration.type.write(spec, .all)
  }

  package static func json(of spec: ResourceSpec) -> JSONValue {
    switch spec {
    case .system(let system): json(of: system)
    case .app(let app): json(of: app)
    case .schedulerProfile(let profile): json(of: profile)
    case .job(let job): json(of: job)
    case .sweep(let sweep): json(of: sweep)
    case .workflow(let workflow): json(of: workflow)
    }
  }

  /// Reads what `json(of:)` wrote; nil for anything else.
  package static func jobSpec(fromJSON text: String) -> JobSpec? {
    decode(text, JobDeclaration.type)
  }

  package static func appSpec(fromJSON text: String) -> AppSpec? {
    decode(text, AppDeclaration.type)
  }

  package static func systemSpec(fromJSON text: String) -> SystemSpec? {
    decode(text, SystemDeclaration.type)
  }

  package static func schedulerProfileSpec(fromJSON text: String) -> SchedulerProfileSpec? {
    decode(text, SchedulerProfileDeclaration.type)
  }

  package static func sweepSpec(fromJSON text: String) -> SweepSpec? {
    decode(text, SweepDeclaration.type)
  }

  package static func workflowSpec(fromJSON text: String) -> WorkflowSpec? {
    decode(text, WorkflowDeclaration.type)
  }

  /// A SHA-256 digest of the fields that can change a run's result (product, section 5), the same
  /// however the fields were written and ordered.
  package static func identity(of spec: JobSpec) -> Digest {
    digest("Job", JobDeclaration.type.write(spec, .identity))
  }

  package static func identity(of spec: AppSpec) -> Digest {
    digest("App", AppDeclaration.type.write(spec, .identity))
  }

  /// A SHA-256 digest of all fields, labels and annotations included.
  package static func digest(of spec: ResourceSpec, metadata: Metadata) -> Digest {
    let about = MetadataDeclaration.type(of: spec.kind).write(metadata, .all)
    return digest(spec.kind.rawValue, ["metadata": about, "spec": json(of: spec)])
  }

  private static func digest(_ kind: String, _ value: JSONValue) -> Digest {
    var bytes = Array(kind.utf8)
    value.write(into: &bytes)
    return Digest.of(bytes)
  }

  private static func decode<Record>(_ text: String, _ type: RecordType<Record>) -> Record? {
    guard let value = try? JSONValue(reading: text) else { return nil }
    var decoding = Decoding(NodeTree(of: value))
    decoding.begin(0)
    let record = type.read(0, &decoding)
    return decoding.diagnostics.hasErrors || !decoding.ignored.isEmpty ? nil : record
  }
}
