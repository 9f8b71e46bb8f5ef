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

  mutating func refuse(_ kind: LegacyKind, _ key: Int32) -> DecodedDocument {
    let tree = decoding.tree
    let used = kind.successors.filter { tree.entry($0.old, of: root) != nil }
    let list = used.map { "`\($0.old)` is now `\($0.new)`" }.joined(separator: ", ")
    decoding.report(
      .legacyDocument, at: key,
      "this is \(kind == .app ? "an" : "a") \(kind.name) of Agave or Tapis v2, which is not understood",
      hint: "write it with the fields of Tapis v3: \(list)")
    return finish(nil, nil)
  }

  mutating func refuseUnknown() -> DecodedDocument {
    decoding.report(
      .unknownKind,
      at: decoding.tree.node(root).first == Node.none ? root : decoding.tree.node(root).first,
      "this document does not say what it is",
      hint: "begin it with `apiVersion: kilim/v1` and `kind: Job` (or App, System)")
    return finish(nil, nil)
  }
}
