import KilimModel

extension AttributeValidator {
  /// Modes and values of variables, as far as they belong together (Tapis reference, section 2.2).
  mutating func check(_ variables: [EnvironmentVariable], path: String) {
    for (index, variable) in variables.enumerated() {
      checkMode(variable, path: { "\(path)[\(index)]" })
    }
  }

  private mutating func checkMode(_ variable: EnvironmentVariable, path: () -> String) {
    let isNotSet = variable.value == EnvironmentVariable.notSet
    switch (layer, variable.inputMode) {
    case (.app, .fixed?) where isNotSet:
      add(
        .missingValue, "the variable `\(variable.key)` is FIXED, but has no value",
        hint: "give it one, or make it REQUIRED", path: path() + ".value")
    case (.system, .fixed?) where isNotSet || variable.value == nil:
      add(
        .missingValue, "the variable `\(variable.key)` is FIXED, but has no value",
        hint: "give it one, or make it REQUIRED", path: path())
    case (.system, .required?) where !isNotSet:
      add(
        .impossibleCombination,
        "the variable `\(variable.key)` of a system is REQUIRED and yet has a value",
        hint: "write `value: \"\(EnvironmentVariable.notSet)\"`, or another inputMode",
        path: path() + ".value")
    default: break
    }
  }
}
