import KilimModel

/// An option of a container runtime or a scheduler, with the argument that it was read from.
struct ResolvedOption {
  var option: LaunchOption
  var argument: MergedArgument
}

extension JobCompilation {
  /// Where the text of an argument stands in its document.
  func path(of argument: MergedArgument, _ list: ArgumentList, _ references: References) -> String {
    let field = if case .words = argument.value { "args" } else { "arg" }
    guard argument.layer == .system else {
      return "\(list.path(argument.layer, argument.index)).\(field)"
    }
    let queue = references.queue?.index ?? 0
    return "spec.batchLogicalQueues[\(queue)].schedulerOptions[\(argument.index)].\(field)"
  }

  /// The options of merged arguments, the latest word on each: a queue's option gives way to the
  /// app's, and that to the job's, unless it is fixed. Says what is wrong.
  mutating func options(
    _ arguments: [MergedArgument], _ list: ArgumentList, _ table: OptionTable,
    _ references: References
  ) -> [ResolvedOption] {
    var resolved: [ResolvedOption] = []
    for argument in arguments {
      guard let value = argument.value else { continue }
      let (options, mistakes) = table.options(in: value)
      // A job's own scheduler options are checked with its other fields.
      if argument.layer != .job || list != .schedulerOptions {
        let unexpanded = options.flatMap(table.unexpandedVariables)
        for mistake in mistakes + unexpanded {
          let path = path(of: argument, list, references)
          report(Mistake(argument.layer, mistake.diagnostic(path: path)), references)
        }
      }
      for option in options {
        add(
          ResolvedOption(option: option, argument: argument), to: &resolved, list, table, references
        )
      }
    }
    return resolved
  }

  private mutating func add(
    _ new: ResolvedOption, to resolved: inout [ResolvedOption], _ list: ArgumentList,
    _ table: OptionTable, _ references: References
  ) {
    let isRepeatable = table[new.option.name]?.isRepeatable == true
    guard !isRepeatable,
      let index = resolved.firstIndex(where: { $0.option.name == new.option.name })
    else { return resolved.append(new) }
    let earlier = resolved[index]
    let path = path(of: new.argument, list, references)
    if earlier.argument.layer == new.argument.layer {
      let mistake = OptionMistake.repeated(text: new.option.text, first: earlier.option.text)
      report(Mistake(new.argument.layer, mistake.diagnostic(path: path)), references)
    } else if earlier.argument.isFixed, earlier.option.value != new.option.value {
      report(
        Mistake(
          new.argument.layer, .fixedValueChanged,
          "the \(earlier.argument.layer == .app ? "app" : "queue") fixes `\(earlier.option.text)`, and this says otherwise",
          hint: "leave `\(new.option.name)` out", path: path), references)
    } else {
      resolved[index] = new
    }
  }
}

extension PlannedOption {
  /// With its macros filled in.
  init(_ option: LaunchOption, _ macros: MacroTable) {
    self.init(option.name, option.value.map { CommandWord(pieces: $0, macros: macros) })
  }
}
