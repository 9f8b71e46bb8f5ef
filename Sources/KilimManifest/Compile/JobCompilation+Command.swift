import KilimModel

extension JobCompilation {
  /// The arguments of one list, merged.
  mutating func arguments(_ list: ArgumentList, _ references: References) -> [MergedArgument] {
    let app = list.arguments(of: references.app.spec.jobAttributes.parameterSet)
    let own = list.arguments(of: job.attributes.parameterSet)
    guard !app.isEmpty || !own.isEmpty else { return [] }
    let merge = ArgumentMerge.merge(list, app: app, job: own)
    report(merge.mistakes, references)
    return merge.arguments
  }

  /// The words of the command line, with `$NAME` live and macros filled in.
  mutating func command(
    _ arguments: [MergedArgument], _ macros: MacroTable, _ environment: [PlannedVariable],
    _ references: References
  ) -> [CommandWord] {
    var words = references.app.spec.command.map { CommandWord($0) }
    for argument in arguments {
      switch argument.value {
      case .words(let literal)?: words += literal.map { CommandWord($0) }
      case .fragment(let text)?:
        words += self.words(text, argument, macros, environment, references)
      case nil: break
      }
    }
    return words
  }

  private mutating func words(
    _ text: String, _ argument: MergedArgument, _ macros: MacroTable,
    _ environment: [PlannedVariable], _ references: References
  ) -> [CommandWord] {
    let pieces: [[WordSplitter.Piece]]
    do throws(WordError) {
      pieces = try WordSplitter.split(text)
    } catch {
      // A job's own arguments are checked with its other fields.
      guard argument.layer != .job else { return [] }
      let path = ArgumentList.appArgs.path(argument.layer, argument.index) + ".arg"
      report(Mistake(argument.layer, error.diagnostic(path: path)), references)
      return []
    }
    let words = pieces.map { CommandWord(pieces: $0, macros: macros) }
    for name in words.flatMap(\.variableNames) {
      warnIfUnset(name, argument, .appArgs, environment, references)
    }
    return words
  }

  /// A misspelt macro is one anywhere; what a login elsewhere has set cannot be known.
  mutating func warnIfUnset(
    _ name: String, _ argument: MergedArgument, _ list: ArgumentList,
    _ environment: [PlannedVariable], _ references: References
  ) {
    guard !environment.contains(where: { $0.key == name }) else { return }
    let near = Spelling.nearest(to: name, among: MacroName.names)
    guard references.isExecHere || near != nil else { return }
    report(
      Mistake(
        argument.layer, near == nil ? .hostVariable : .unknownMacro, severity: .warning,
        references.isExecHere
          ? "`$\(name)` is not in the job's environment, so it will be empty"
          : "`$\(name)` is no macro, and will be empty unless the login there sets it",
        hint: near.map { "did you mean the macro `${\($0)}`?" }
          ?? "add `\(name)` to envVariables, or write `\\$` for a dollar sign",
        path: path(of: argument, list, references)), references)
  }
}

extension WordError {
  func diagnostic(path: String) -> Diagnostic {
    Diagnostic(code, message, hint: hint, path: path)
  }
}

extension CommandWord {
  /// Fills macros in; what they say is text, whatever is in it.
  init(pieces: [WordSplitter.Piece], macros: MacroTable) {
    var parts: [Part] = []
    for piece in pieces {
      let part: Part =
        switch piece {
        case .text(let text): .text(text)
        case .singleQuoted(let text): .text(macros.replace(in: text))
        case .variable(let name, true):
          MacroName(name).flatMap { macros[$0] }.map { .text($0) } ?? .variable(name)
        case .variable(let name, false): .variable(name)
        }
      if case .text(let text) = part, case .text(let before)? = parts.last {
        parts[parts.count - 1] = .text(before + text)
      } else {
        parts.append(part)
      }
    }
    self.init(parts: parts.isEmpty ? [.text("")] : parts)
  }

  var variableNames: [String] {
    parts.compactMap { if case .variable(let name) = $0 { name } else { nil } }
  }
}
