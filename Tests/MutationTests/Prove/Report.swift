import KilimTestSupport

/// The figures of many trials as a table, and the first failures.
struct Report {
  let trials: [Trial]

  var table: String {
    var lines = [Tally.heading]
    for kind in MistakeKind.allCases {
      lines.append(Tally(trials.filter { $0.mutation.kind == kind }).row(kind.rawValue))
    }
    return (lines + [Tally(trials).row("all")]).joined(separator: "\n")
  }

  /// Some diagnostics to be read with a stranger's eyes.
  func sample(_ count: Int) -> String {
    var generator = SeededGenerator(seed: 40)
    return trials.shuffled(using: &generator).prefix(count).map { trial in
      "\n\(trial.mutation.kind.rawValue), \(trial.specimen): \(trial.mutation.description)\n\(trial.output)"
    }.joined()
  }

  /// The first failures of each kind, with what was printed.
  func failures(most: Int) -> String {
    var text = ""
    for kind in MistakeKind.allCases {
      let failed = trials.filter { $0.mutation.kind == kind && !$0.failures.isEmpty }
      for trial in failed.prefix(most) {
        text += "\n\(kind.rawValue), \(trial.specimen): \(trial.mutation.description)\n"
        text += "  fails: \(trial.failures.joined(separator: ", "))\n"
        text += trial.output.isEmpty ? "(nothing was printed)\n" : trial.output
      }
    }
    return text
  }
}

extension Trial {
  var failures: [String] {
    var names: [String] = []
    if !isRejected { names.append("accepted") }
    if isRejected, !isOnLine { names.append("wrong line") }
    if isRejected, isNamed == false { names.append("no `\(mutation.original ?? "")`") }
    if !isSingle { names.append("several errors") }
    if isRejected, isOnLine, isMarked == false { names.append("carets elsewhere") }
    return names
  }
}
