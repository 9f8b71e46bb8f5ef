import KilimModel

/// Why a path leads to no field.
package struct UnknownFieldPath: Error, Hashable {
  package var message: String
  package var hint: String
}

extension FieldExplanation {
  /// The field that `steps` lead to. `spec` may be left out, upper and lower case do not matter,
  /// and `[]` or `[0]` behind a list is passed over.
  package func find(_ steps: [String]) throws(UnknownFieldPath) -> FieldExplanation {
    var found = self
    for step in steps.map(\.withoutIndex) where !step.isEmpty {
      found = try found.step(step, from: self)
    }
    return found
  }

  private func step(
    _ name: String, from root: FieldExplanation
  ) throws(UnknownFieldPath) -> FieldExplanation {
    if let field = child(name) { return field }
    // The fields of the spec need no `spec`.
    let spec = path.isEmpty ? child("spec") : nil
    if let field = spec?.child(name) { return field }
    let known = (fields ?? []) + (spec?.fields ?? [])
    throw UnknownFieldPath(
      message: "there is no field `\(name)` in `\(fullPath)`",
      hint: hint(for: name, known: known, from: root))
  }

  private func hint(
    for name: String, known: [FieldExplanation], from root: FieldExplanation
  ) -> String {
    if known.isEmpty { return "`\(fullPath)` is \(type)" }
    if let place = root.place(of: name) { return "`\(name)` is in `\(place)`" }
    if let nearest = Spelling.nearest(to: name, among: known.map(\.name)),
      let field = known.first(where: { $0.name == nearest })
    {
      return "did you mean `\(field.fullPath)`?"
    }
    return "fields: " + known.map(\.name).joined(separator: ", ")
  }

  /// As in `job.spec.parameterSet`.
  package var fullPath: String { kind.shortName + (path.isEmpty ? "" : "." + path) }

  private func child(_ name: String) -> FieldExplanation? {
    func isCalled(_ field: FieldExplanation, _ name: String, _ form: (String) -> String) -> Bool {
      form(field.name) == form(name) || field.otherName.map(form) == form(name)
    }
    return fields?.first { isCalled($0, name) { $0 } }
      ?? fields?.first { isCalled($0, name) { $0.lowercased() } }
  }

  /// Where the first field of that name stands, with exactly that spelling.
  private func place(of name: String) -> String? {
    for field in fields ?? [] {
      if field.name == name { return fullPath }
      if let place = field.place(of: name) { return place }
    }
    return nil
  }
}

extension String {
  /// `appArgs[]` and `appArgs[0]` are `appArgs`.
  fileprivate var withoutIndex: String {
    guard hasSuffix("]"), let open = lastIndex(of: "[") else { return self }
    return String(self[..<open])
  }
}
