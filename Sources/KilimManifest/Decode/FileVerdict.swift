import KilimModel

/// Which chunks of a file count, once all of them have been looked at by themselves.
enum FileVerdict {
  case all
  /// Nothing of it is used.
  case refused(Diagnostic)
  /// There are too many syntax errors: chunk `index` counts as far as `errors` of them, which takes
  /// a second reading; those behind it do not count.
  case cutShort(index: Int, errors: Int)

  init(_ outcomes: [ChunkOutcome]) {
    let first = outcomes.filter { $0.refusal != nil }.min {
      ($0.refusal ?? .foreign) < ($1.refusal ?? .foreign)
    }
    if let reason = first?.reason {
      self = .refused(reason)
      return
    }
    var left = Composer.mostSyntaxErrors
    for (index, outcome) in outcomes.enumerated() {
      if outcome.syntaxErrors >= left {
        self = .cutShort(index: index, errors: left)
        return
      }
      left -= outcome.syntaxErrors
    }
    self = .all
  }
}
