import KilimModel

extension Argument {
  static func of(
    _ name: String?, _ arg: String? = nil, mode: InputMode? = nil, include: Bool? = nil,
    notes: JSONValue? = nil
  ) -> Argument {
    var argument = Argument()
    argument.name = name
    argument.arg = arg
    argument.inputMode = mode
    argument.include = include
    argument.notes = notes
    return argument
  }
}

extension EnvironmentVariable {
  static func of(
    _ key: String, _ value: String? = nil, mode: InputMode? = nil, include: Bool? = nil
  ) -> EnvironmentVariable {
    var variable = EnvironmentVariable()
    variable.key = key
    variable.value = value
    variable.inputMode = mode
    variable.include = include
    return variable
  }
}

extension FileInput {
  static func of(
    _ name: String?, _ source: String? = nil, target: String? = nil, envKey: String? = nil,
    mode: FileInputMode? = nil
  ) -> FileInput {
    var input = FileInput()
    input.name = name
    input.sourceUrl = source
    input.targetPath = target
    input.envKey = envKey
    input.inputMode = mode
    return input
  }
}

extension FileInputArray {
  static func of(
    _ name: String?, _ sources: [String]? = nil, target: String? = nil, envKey: String? = nil,
    mode: FileInputMode? = nil
  ) -> FileInputArray {
    var array = FileInputArray()
    array.name = name
    array.sourceUrls = sources
    array.targetDir = target
    array.envKey = envKey
    array.inputMode = mode
    return array
  }
}
