import KilimModel

extension Envelope {
  typealias UnknownField = (name: String, key: Int32)

  /// Whether what stands at the top is the content of a `spec` that was forgotten.
  static func standsOutside(_ unknown: [UnknownField], _ kind: ResourceKind) -> Bool {
    !unknown.isEmpty && unknown.allSatisfy { kind.fieldNames.contains($0.name) }
  }

  static func reportNoSpec(
    _ unknown: [UnknownField], _ kind: ResourceKind, _ decoding: inout Decoding
  ) {
    guard let first = unknown.first else { return }
    let names = unknown.prefix(3).map { "`\($0.name)`" }.joined(separator: ", ")
    decoding.report(
      .missingField, at: first.key, "`spec` is missing",
      hint:
        "\(names)\(unknown.count > 3 ? ", ..." : ""): the fields of the \(kind.rawValue) belong in `spec`",
      path: "spec")
  }

  static func reportUnknown(
    _ unknown: [UnknownField], _ kind: ResourceKind?, _ decoding: inout Decoding
  ) {
    for field in unknown {
      decoding.enterField(field.name, field.key)
      decoding.report(
        .unknownField, at: field.key, "there is no field `\(field.name)` at the top of a document",
        hint: hint(at: field.name, kind))
      decoding.leave()
    }
  }

  private static func hint(at name: String, _ kind: ResourceKind?) -> String {
    if let kind, kind.fieldNames.contains(name) { return "`\(name)` belongs in `spec`" }
    if let nearest = Spelling.nearest(to: name, among: names) {
      return "did you mean `\(nearest)`?"
    }
    return "fields here: " + names.joined(separator: ", ")
  }
}
