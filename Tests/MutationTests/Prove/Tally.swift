/// How often Kilim did what a diagnostic promises.
struct Tally {
  private(set) var trials = 0
  private(set) var rejected = Share()
  private(set) var onLine = Share()
  private(set) var named = Share()
  private(set) var single = Share()
  private(set) var marked = Share()

  struct Share {
    var hits = 0
    var total = 0

    /// 1 for nothing out of nothing.
    var value: Double { total == 0 ? 1 : Double(hits) / Double(total) }

    mutating func count(_ hit: Bool?) {
      guard let hit else { return }
      total += 1
      if hit { hits += 1 }
    }

    var text: String {
      guard total > 0 else { return "-" }
      let tenths = Int(value * 1000)
      return "\(tenths / 10).\(tenths % 10) %"
    }
  }

  init(_ trials: [Trial]) {
    for trial in trials {
      self.trials += 1
      rejected.count(trial.isRejected)
      onLine.count(trial.isOnLine)
      named.count(trial.isNamed)
      single.count(trial.isSingle)
      marked.count(trial.isMarked)
    }
  }

  static let heading = row(
    "mistake", ["trials", "rejected", "right line", "suggested", "one error", "carets"])

  func row(_ name: String) -> String {
    Self.row(name, [String(trials)] + [rejected, onLine, named, single, marked].map(\.text))
  }

  private static func row(_ name: String, _ cells: [String]) -> String {
    cells.reduce(padded(name, 18)) { $0 + padded($1, 11, onLeft: true) }
  }

  private static func padded(_ text: String, _ width: Int, onLeft: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return onLeft ? blanks + text : text + blanks
  }
}
