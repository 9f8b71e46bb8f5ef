import KilimModel

extension AttributeValidator {
  mutating func checkInputs(_ attributes: JobAttributes) {
    guard !attributes.fileInputs.isEmpty || !attributes.fileInputArrays.isEmpty else { return }
    var keys = Set(attributes.parameterSet.envVariables.map(\.key))
    let layer = layer
    for list in InputList.allCases {
      let declarations = list.declarations(of: attributes)
      checkUnique(declarations.map(\.name), "the input") { list.path(layer, $0) + ".name" }
      for (index, declaration) in declarations.enumerated() {
        check(declaration, list.path(layer, index), &keys)
      }
    }
    checkModes(attributes)
  }

  private mutating func check(
    _ declaration: InputDeclaration, _ path: String, _ keys: inout Set<String>
  ) {
    if layer == .app, declaration.name == nil {
      add(
        .missingField, "an input of an app needs a name",
        hint: "add `name: ...`, by which jobs refer to it", path: path)
    }
    guard let key = declaration.envKey else { return }
    checkKey(key, path: { path + ".envKey" })
    guard layer == .app, !keys.insert(key).inserted else { return }
    add(
      .environmentKeyConflict, "the `envKey` `\(key)` is already a variable of this app",
      hint: "give one of the two another name", path: path + ".envKey")
  }

  private mutating func checkModes(_ attributes: JobAttributes) {
    guard layer == .job else { return }
    let modes = [
      (InputList.fileInputs, attributes.fileInputs.map(\.inputMode)),
      (.fileInputArrays, attributes.fileInputArrays.map(\.inputMode)),
    ]
    for (list, modes) in modes {
      for (index, mode) in modes.enumerated() where mode != nil {
        add(
          .unknownField, "`inputMode` belongs to the input of an app, not of a job",
          hint: "leave it out", path: list.path(layer, index) + ".inputMode")
      }
    }
  }
}
