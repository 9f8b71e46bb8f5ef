import KilimModel

extension JobTemplate {
  /// Puts marks into all fields that take values.
  mutating func fill() {
    job.name = job.name.map { replaced(in: $0, "name") }
    var attributes = job.attributes
    fill(&attributes)
    fill(&attributes.parameterSet)
    for index in attributes.fileInputs.indices {
      fill(&attributes.fileInputs[index], "fileInputs[\(index)]")
    }
    for index in attributes.fileInputArrays.indices {
      fill(&attributes.fileInputArrays[index], "fileInputArrays[\(index)]")
    }
    job.attributes = attributes
  }

  private mutating func fill(_ attributes: inout JobAttributes) {
    attributes.description = attributes.description.map { replaced(in: $0, "description") }
    attributes.execSystemExecDir = filled(attributes.execSystemExecDir, "execSystemExecDir")
    attributes.execSystemInputDir = filled(attributes.execSystemInputDir, "execSystemInputDir")
    attributes.execSystemOutputDir = filled(attributes.execSystemOutputDir, "execSystemOutputDir")
    attributes.archiveSystemDir = filled(attributes.archiveSystemDir, "archiveSystemDir")
    for index in attributes.tags.indices {
      attributes.tags[index] = replaced(in: attributes.tags[index], "tags[\(index)]")
    }
  }

  private mutating func fill(_ set: inout ParameterSet) {
    for index in set.appArgs.indices {
      let field = "parameterSet.appArgs[\(index)]"
      set.appArgs[index].arg = set.appArgs[index].arg.map {
        replaced(in: $0, "\(field).arg", keepsEscaped: true)
      }
      set.appArgs[index].args = set.appArgs[index].args?.enumerated().map {
        replaced(in: $1, "\(field).args[\($0)]")
      }
      if framesArguments { set.appArgs[index].frame() }
    }
    for index in set.envVariables.indices {
      set.envVariables[index].value = set.envVariables[index].value.map {
        replaced(in: $0, "parameterSet.envVariables[\(index)].value")
      }
    }
    guard let logs = set.logConfig else { return }
    set.logConfig?.stdoutFilename = filled(
      logs.stdoutFilename, "parameterSet.logConfig.stdoutFilename")
    set.logConfig?.stderrFilename = filled(
      logs.stderrFilename, "parameterSet.logConfig.stderrFilename")
  }

  private mutating func fill(_ input: inout FileInput, _ field: String) {
    input.description = input.description.map { replaced(in: $0, "\(field).description") }
    input.sourceUrl = filled(input.sourceUrl, "\(field).sourceUrl")
    input.targetPath = filled(input.targetPath, "\(field).targetPath")
  }

  private mutating func fill(_ inputs: inout FileInputArray, _ field: String) {
    inputs.sourceUrls = inputs.sourceUrls?.enumerated().map {
      replaced(in: $1, "\(field).sourceUrls[\($0)]", isPath: true)
    }
    inputs.targetDir = filled(inputs.targetDir, "\(field).targetDir")
  }

  private mutating func filled(_ path: String?, _ field: String) -> String? {
    path.map { filled($0, field) }
  }

  private mutating func filled(_ path: String, _ field: String) -> String {
    replaced(in: path, field, isPath: true)
  }
}

extension Argument {
  /// Puts marks around what is left out of the command of a point that has none of its parameters.
  fileprivate mutating func frame() {
    if let text = arg, PointMark.hasParametersAlone(text), !text.hasSuffix("\\") {
      // In front of the first word and behind the last one: blanks are no words.
      let start = text.prefix { $0.isWhitespace }
      let end = text.reversed().prefix { $0.isWhitespace }.count
      arg =
        start + PointMark.argumentStart + text.dropFirst(start.count).dropLast(end)
        + PointMark.argumentEnd + text.suffix(end)
    }
    if var words = args, let last = words.indices.last,
      PointMark.hasParametersAlone(words.joined())
    {
      words[0] = PointMark.argumentStart + words[0]
      words[last] += PointMark.argumentEnd
      args = words
    }
  }
}
