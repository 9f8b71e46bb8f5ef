import KilimModel

/// The envelope's `metadata` (product, section 2).
enum MetadataDeclaration {
  static func type(of kind: ResourceKind) -> RecordType<Metadata> {
    switch kind {
    case .system: system
    case .app: app
    case .schedulerProfile: profile
    case .job: job
    case .sweep: sweep
    case .workflow: workflow
    }
  }

  private static let system = type(.text(1...80, .identifier), "The System's id.")
  private static let app = type(.text(1...80, .identifier), "The App's id, without its version.")
  private static let profile = type(.text(1...80, .identifier), "The profile's name.")
  private static let job = type(.text(1...64, .objectName), "The job's name.")
  private static let sweep = type(.text(1...64, .objectName), "The sweep's name.")
  private static let workflow = type(.text(1...64, .objectName), "The workflow's name.")

  private static func type(
    _ name: ValueType<String>, _ documentation: String
  ) -> RecordType<Metadata> {
    RecordType(
      "`metadata`", { Metadata() },
      [
        .required("name", \.name, name, .other, "Kilim", documentation),
        map("labels", \.labels, "Names and values for `-l name=value`."),
        map("annotations", \.annotations, "Names and values for other programs."),
      ],
      ignored: ["uuid", "created", "generation", "revision", "namespace"])
  }

  private static func map(
    _ name: String, _ path: any WritableKeyPath<Metadata, [String: String]> & Sendable,
    _ documentation: String
  ) -> Field<Metadata> {
    let type = ValueType<[String: String]>.stringMap
    return Field(
      name: name, role: .other, origin: "Kilim", documentation: documentation,
      shape: type.shape, nested: [:],
      read: { node, metadata, decoding in
        if let map = type.read(node, &decoding) { metadata[keyPath: path] = map }
      },
      write: { metadata, selection in
        let map = metadata[keyPath: path]
        return map.isEmpty ? .none : .some(type.write(map, selection))
      })
  }
}
