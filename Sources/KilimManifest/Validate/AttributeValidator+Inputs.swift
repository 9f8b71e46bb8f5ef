import KilimModel

extension AttributeValidator {
  /// The `envKey`s of an app's inputs against its variables and each other; those of a job are
  /// looked at when both are merged.
  mutating func checkEnvironmentKeys(_ attributes: JobAttributes) {
    var keys = Set(attributes.parameterSet.envVariables.map(\.key))
    for list in InputList.allCases {
      for (index, declaration) in list.declarations(of: attributes).enumerated() {
        guard let key = declaration.envKey, !keys.insert(key).inserted else { continue }
        add(
          .environmentKeyConflict, "the `envKey` `\(key)` is already a variable of this app",
          hint: "give one of the two another name", path: list.path(layer, index) + ".envKey")
      }
    }
  }
}
