import KilimModel

/// The fields at the top of a document: `{apiVersion, kind, metadata, spec}`.
struct Envelope {
  static let version = "kilim/v1"
  private static let versionBytes: StaticString = "kilim/v1"
  static let names = ["apiVersion", "kind", "metadata", "spec"]
  private static let kinds = ResourceKind.allCases.map(\.rawValue).joined(separator: ", ")

  /// Nil after a diagnostic, or when it is no use to go on.
  private(set) var kind: ResourceKind?
  private(set) var metadata: NodeTree.Entry?
  private(set) var spec: NodeTree.Entry?

  init(reading root: Int32, _ decoding: inout Decoding) {
    var (version, kindEntry): (NodeTree.Entry?, NodeTree.Entry?)
    var unknown: [(name: String, key: Int32)] = []
    let tree = decoding.tree
    tree.forEachEntry(of: root) { entry in
      let value = decoding.isNull(entry.value) ? nil : entry
      if tree.says("apiVersion", entry.key) {
        version = value
      } else if tree.says("kind", entry.key) {
        kindEntry = value
      } else if tree.says("metadata", entry.key) {
        metadata = value
      } else if tree.says("spec", entry.key) {
        spec = value
      } else if tree.says("status", entry.key) {
        decoding.ignored.append(("status", entry.key))
      } else {
        unknown.append((tree.string(tree.node(entry.key)), entry.key))
      }
    }
    // A misspelt field is not missing as well.
    let meant = Set(unknown.compactMap { Spelling.nearest(to: $0.name, among: Self.names) })
    if version != nil || !meant.contains("apiVersion") {
      guard Self.checkVersion(version, &decoding) else { return }
    }
    if kindEntry == nil, meant.contains("kind") {
      Self.reportUnknown(unknown, nil, &decoding)
      return
    }
    kind = Self.readKind(kindEntry, &decoding)
    guard let kind else { return }
    if spec == nil, Self.standsOutside(unknown, kind) {
      Self.reportNoSpec(unknown, kind, &decoding)
      return
    }
    Self.reportUnknown(unknown, kind, &decoding)
    if metadata == nil, !meant.contains("metadata") {
      decoding.reportMissing("metadata", "every object has a name: `metadata: {name: ...}`")
    }
    if spec == nil, !meant.contains("spec") {
      decoding.reportMissing("spec", "`spec` holds the fields of the \(kind.rawValue)")
    }
  }

  /// False when the document is written for another program.
  private static func checkVersion(
    _ entry: NodeTree.Entry?, _ decoding: inout Decoding
  ) -> Bool {
    guard let entry else {
      decoding.reportMissing("apiVersion", "write `apiVersion: \(version)`")
      return true
    }
    guard !decoding.tree.says(versionBytes, entry.value) else { return true }
    decoding.enterField("apiVersion", entry.key)
    defer { decoding.leave() }
    guard let written = decoding.written(entry.value) else {
      decoding.reportType(entry.value, "text", hint: "write `apiVersion: \(version)`")
      return false
    }
    decoding.report(
      .unsupportedVersion, at: entry.value, "`apiVersion` cannot be `\(written.shortened)`",
      hint: "this version of Kilim understands `\(version)`")
    return false
  }

  private static func readKind(
    _ entry: NodeTree.Entry?, _ decoding: inout Decoding
  ) -> ResourceKind? {
    guard let entry else {
      decoding.reportMissing("kind", "`kind` is one of \(Self.kinds)")
      return nil
    }
    decoding.enterField("kind", entry.key)
    defer { decoding.leave() }
    guard let written = decoding.text(entry.value) else {
      decoding.reportType(entry.value, "text", hint: "`kind` is one of \(Self.kinds)")
      return nil
    }
    if let kind = ResourceKind(rawValue: written) { return kind }
    let kinds = ResourceKind.allCases.map(\.rawValue)
    let nearest = Spelling.nearest(to: written, among: kinds)
    decoding.report(
      .unknownKind, at: entry.value, "there is no kind `\(written.shortened)`",
      hint: nearest.map { "did you mean `\($0)`?" } ?? "kinds: " + kinds.joined(separator: ", "))
    return nil
  }
}
