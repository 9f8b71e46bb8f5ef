import KilimModel

/// Decodes one document.
struct DocumentDecoder {
  let root: Int32
  var decoding: Decoding

  /// Decodes what a document declares: one object, or, from a saved list of Tapis, several.
  static func decode(
    _ root: Int32, in tree: NodeTree, each use: (DecodedDocument) -> Void
  ) {
    var decoder = DocumentDecoder(root: root, decoding: Decoding(tree))
    decoder.decoding.begin(root)
    guard tree.node(root).kind == .mapping else { return use(decoder.refuseRoot()) }
    let shape = DocumentShape(of: root, in: tree)
    guard case .response = shape else { return use(decoder.decode(shape)) }
    let response = SavedResponse(of: root, in: tree)
    if let problem = response.problem { return use(decoder.refuse(problem)) }
    for root in response.roots {
      var decoder = DocumentDecoder(root: root, decoding: Decoding(tree))
      decoder.decoding.begin(root)
      use(decoder.decode(DocumentShape(of: root, in: tree)))
    }
  }

  private mutating func decode(_ shape: DocumentShape) -> DecodedDocument {
    guard decoding.tree.node(root).kind == .mapping else { return refuseRoot() }
    switch shape {
    case .envelope: return decodeEnvelope()
    case .bare(.job):
      guard let record = JobRecord(of: root, in: decoding.tree) else { return decodeBare(.job) }
      return Self.decode(record)
    case .bare(let kind): return decodeBare(kind)
    case .legacy(let kind): return refuse(kind)
    case .response, .unknown: return refuseUnknown()
    }
  }

  private static func decode(_ record: JobRecord) -> DecodedDocument {
    var decoder = DocumentDecoder(root: record.root, decoding: Decoding(record.tree))
    decoder.decoding.begin(record.root)
    if record.isRow { return decoder.refuseRow() }
    decoder.decoding.ignored = record.ignored
    return decoder.decodeBare(.job)
  }

  private mutating func decodeEnvelope() -> DecodedDocument {
    let tree = decoding.tree
    let envelope = Envelope(reading: root, &decoding)
    guard let kind = envelope.kind else { return finish(nil, nil) }
    var metadata = Metadata()
    if let entry = envelope.metadata {
      decoding.enterField("metadata", entry.key)
      MetadataDeclaration.type(of: kind).fill(&metadata, entry.value, &decoding)
      decoding.leave()
    }
    guard let entry = envelope.spec else {
      return finish(metadata.name.isEmpty ? nil : ResourceName(kind, metadata.name), nil)
    }
    decoding.enterField("spec", entry.key)
    var spec = kind.read(entry.value, &decoding)
    decoding.leave()
    checkName(&spec, metadata.name, kind)
    let source = DocumentSource(tree: tree, root: root, isEnvelope: true)
    return finish(spec, metadata, source)
  }

  private mutating func decodeBare(_ kind: ResourceKind) -> DecodedDocument {
    let tree = decoding.tree
    if let partial = PartialBody(of: root, kind, in: tree) { return refuse(partial) }
    decoding.enterField("spec", tree.node(root).first)
    let spec = kind.read(root, &decoding)
    let isThere = tree.entry(kind.nameField, of: root).map { !decoding.isNull($0.value) } ?? false
    let isNamed = isThere || decoding.hasMistake(in: kind.nameField)
    decoding.leave()
    if !isNamed { reportNoName(kind) }
    let source = DocumentSource(tree: tree, root: root, isEnvelope: false)
    return finish(spec, Metadata(name: spec?.ownName ?? ""), source)
  }

  private mutating func reportNoName(_ kind: ResourceKind) {
    let field = kind.nameField
    decoding.report(
      .missingField, at: decoding.tree.node(root).first, "`\(field)` is missing",
      hint: "every \(kind.rawValue) has a name, which is its `\(field)`", path: "metadata.name")
  }

  /// `spec.id` or `spec.name` may repeat the name of the envelope; afterwards it always does.
  private mutating func checkName(
    _ spec: inout ResourceSpec?, _ name: String, _ kind: ResourceKind
  ) {
    guard let own = spec?.ownName, !name.isEmpty, own != name else {
      if !name.isEmpty { spec?.ownName = name }
      return
    }
    let field = kind.nameField
    let source = DocumentSource(tree: decoding.tree, root: root, isEnvelope: true)
    decoding.report(
      .nameMismatch, "`\(field)` is `\(own)`, but `metadata.name` is `\(name)`",
      hint: "both name the same object; leave `spec.\(field)` out",
      span: source.span(ofPath: "spec.\(field)"), path: "spec.\(field)")
  }

  private mutating func finish(
    _ spec: ResourceSpec?, _ metadata: Metadata, _ source: DocumentSource
  ) -> DecodedDocument {
    guard let spec else { return finish(nil, nil) }
    var source = source
    source.meanings = decoding.meanings
    let document = ManifestDocument(metadata: metadata, spec: spec, source: source)
    return finish(metadata.name.isEmpty ? nil : document.name, document)
  }

  mutating func finish(
    _ name: ResourceName?, _ document: ManifestDocument?
  ) -> DecodedDocument {
    noteIgnored()
    let diagnostics = decoding.diagnostics
    guard diagnostics.hasErrors else {
      return DecodedDocument(document: document, name: name, diagnostics: diagnostics)
    }
    let isCheckable = diagnostics.allSatisfy { $0.severity != .error || $0.code.leavesTheRest }
    return DecodedDocument(
      flawed: isCheckable ? document : nil, name: name, diagnostics: diagnostics)
  }

  private mutating func noteIgnored() {
    guard let first = decoding.ignored.first else { return }
    let names = decoding.ignored.map { "`\($0.name)`" }.joined(separator: ", ")
    decoding.report(
      .ignoredField, at: first.key, "ignored: \(names)",
      hint: "these have a meaning for the Tapis service only", path: "")
  }
}

extension DiagnosticCode {
  /// What is wrong with one field, and says nothing about the others.
  fileprivate var leavesTheRest: Bool {
    switch self {
    case .unknownField, .unknownValue, .outOfRange, .invalidText, .duplicateItem, .wrongType,
      .missingField:
      true
    default: false
    }
  }
}
