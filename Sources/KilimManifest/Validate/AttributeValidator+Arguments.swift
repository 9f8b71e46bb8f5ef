import KilimModel

extension AttributeValidator {
  mutating func check(_ arguments: [Argument], _ list: ArgumentList) {
    guard !arguments.isEmpty else { return }
    let layer = layer
    checkUnique(arguments.map(\.name), "the argument") { list.path(layer, $0) + ".name" }
    for (index, argument) in arguments.enumerated() { check(argument, index, list) }
  }

  private mutating func check(_ argument: Argument, _ index: Int, _ list: ArgumentList) {
    if layer == .app, argument.name.nonBlank == nil {
      add(
        .missingField, "an argument of an app needs a name",
        hint: "add `name: ...`, by which jobs refer to it", path: list.path(layer, index))
    }
    if layer == .job, argument.inputMode != nil {
      add(
        .unknownField, "`inputMode` belongs to the argument of an app, not of a job",
        hint: "a job writes `include: true` or `include: false`",
        path: list.path(layer, index) + ".inputMode")
    }
    if layer == .app, argument.include != nil {
      add(
        .unknownField, "`include` belongs to the argument of a job, not of an app",
        hint: "an app writes `inputMode`", path: list.path(layer, index) + ".include")
    }
    checkText(argument, index, list)
  }

  private mutating func checkText(_ argument: Argument, _ index: Int, _ list: ArgumentList) {
    if argument.arg != nil, argument.args != nil {
      add(
        .exclusiveFields, "`arg` and `args` exclude each other",
        hint: "`arg` is split into words, `args` is a list of literal ones",
        path: list.path(layer, index) + ".args")
      return
    }
    if let word = argument.args?.firstIndex(where: \.hasControlCharacters) {
      addControlCharacter(list.path(layer, index) + ".args[\(word)]")
    }
    guard let text = argument.arg else { return }
    if text.hasControlCharacters {
      addControlCharacter(list.path(layer, index) + ".arg")
    } else if list == .appArgs {
      do throws(WordError) {
        _ = try WordSplitter.split(text)
      } catch {
        add(error.diagnostic(path: list.path(layer, index) + ".arg"))
      }
    }
  }
}
