import KilimModel

extension AttributeValidator {
  /// Keys, values and modes of a list of variables (Tapis reference, section 2.2).
  mutating func check(_ variables: [EnvironmentVariable], path: String) {
    guard !variables.isEmpty else { return }
    checkUnique(variables.map(\.key), "the variable") { "\(path)[\($0)].key" }
    for (index, variable) in variables.enumerated() {
      checkKey(variable.key, path: { "\(path)[\(index)].key" })
      if variable.value?.hasControlCharacters == true {
        addControlCharacter("\(path)[\(index)].value")
      }
      checkMode(variable, path: "\(path)[\(index)]")
    }
  }

  mutating func checkKey(_ key: String, path: () -> String) {
    if !key.isVariableName {
      add(
        .invalidText, "`\(key)` cannot be the name of a variable",
        hint: "letters, digits and `_`, not starting with a digit", path: path())
    } else if key.hasPrefix("_tapis") {
      add(
        .invalidText, "`\(key)`: names that start with `_tapis` belong to Kilim",
        hint: "choose another name", path: path())
    }
  }

  private mutating func checkMode(_ variable: EnvironmentVariable, path: String) {
    let isNotSet = variable.value == EnvironmentVariable.notSet
    switch (layer, variable.inputMode) {
    case (.job, .some):
      add(
        .unknownField, "`inputMode` belongs to the variable of an app or a system, not of a job",
        hint: "a job writes `include: true` or `include: false`", path: path + ".inputMode")
    case (.app, .fixed?) where isNotSet:
      add(
        .missingValue, "the variable `\(variable.key)` is FIXED, but has no value",
        hint: "give it one, or make it REQUIRED", path: path + ".value")
    case (.system, .fixed?) where isNotSet || variable.value == nil:
      add(
        .missingValue, "the variable `\(variable.key)` is FIXED, but has no value",
        hint: "give it one, or make it REQUIRED", path: path)
    case (.system, .required?) where !isNotSet:
      add(
        .impossibleCombination,
        "the variable `\(variable.key)` of a system is REQUIRED and yet has a value",
        hint: "write `value: \"\(EnvironmentVariable.notSet)\"`, or another inputMode",
        path: path + ".value")
    default: break
    }
    if layer != .job, variable.include != nil {
      add(
        .unknownField, "`include` belongs to the variable of a job",
        hint: "an app or a system writes `inputMode`", path: path + ".include")
    }
  }
}
