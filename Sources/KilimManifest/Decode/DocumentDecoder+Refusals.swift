import KilimModel

extension DocumentDecoder {
  mutating func refuseRoot() -> DecodedDocument {
    let isList = decoding.tree.node(root).kind == .sequence
    decoding.report(
      .wrongType, at: root,
      "a document must be a mapping of fields, not \(isList ? "a list" : "text")",
      hint: isList
        ? "write each item as a document of its own, separated by lines `---`"
        : "a document begins with `apiVersion: kilim/v1`")
    return finish(nil, nil)
  }

  /// The body of a PATCH says what to change in an object that it does not name.
  mutating func refuse(_ partial: PartialBody) -> DecodedDocument {
    let kind = partial.kind
    let named = kind == .app ? "`id` and `version`" : "`\(kind.nameField)`"
    decoding.report(
      .missingField, at: decoding.tree.node(root).first,
      "this is a part of \(kind.phrase), as in the body of a PATCH request: it has no \(named)",
      hint:
        "add \(named) and the rest of the definition, or make the change in the manifest of the object",
      path: "metadata.name")
    return finish(nil, nil)
  }

  /// One error for the document, and a note for each field that is called otherwise now.
  mutating func refuse(_ kind: LegacyKind) -> DecodedDocument {
    decoding.report(
      .legacyDocument, at: decoding.tree.node(root).first,
      "this is \(kind == .app ? "an" : "a") \(kind.name) of Agave or Tapis v2, which is not understood",
      hint: "write it with the fields of Tapis v3: the notes give the new name of each field")
    for field in kind.fields(of: root, in: decoding.tree) {
      decoding.note(.legacyDocument, at: field.key, field.message)
    }
    return finish(nil, nil)
  }

  mutating func refuse(
    _ problem: (node: Int32, message: String, hint: String)
  ) -> DecodedDocument {
    decoding.report(.unknownKind, at: problem.node, problem.message, hint: problem.hint)
    return finish(nil, nil)
  }

  mutating func refuseRow() -> DecodedDocument {
    decoding.report(
      .missingField, at: decoding.tree.node(root).first,
      "this is a row of a list of jobs: it has no `parameterSet`",
      hint: "save the whole record, which GET /v3/jobs/UUID gives", path: "spec.parameterSet")
    return finish(nil, nil)
  }

  mutating func refuseUnknown() -> DecodedDocument {
    let tree = decoding.tree
    if let partial = PartialBody(ofUnknown: root, in: tree) { return refuse(partial) }
    if let (key, kind) = wrappedDefinition {
      decoding.report(
        .unknownKind, at: key, "`\(tree.string(tree.node(key)))` wraps \(kind.phrase)",
        hint: "write each definition as a document of its own, separated by lines `---`")
      return finish(nil, nil)
    }
    let first = tree.node(root).first
    decoding.report(
      .unknownKind, at: first == Node.none ? root : first,
      "this document does not say what it is",
      hint: "begin it with `apiVersion: kilim/v1` and `kind: Job` (or App, System)")
    return finish(nil, nil)
  }

  /// The first key of a document that is a definition itself.
  private var wrappedDefinition: (key: Int32, kind: ResourceKind)? {
    let tree = decoding.tree
    var found: (Int32, ResourceKind)?
    tree.forEachEntry(of: root) { entry in
      guard found == nil, tree.node(entry.value).kind == .mapping,
        case .bare(let kind) = DocumentShape(of: entry.value, in: tree)
      else { return }
      found = (entry.key, kind)
    }
    return found
  }
}
