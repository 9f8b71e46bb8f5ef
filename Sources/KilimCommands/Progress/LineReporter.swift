import KilimController
import KilimModel

/// Tells of progress in plain lines, for a pipe or a log.
///
/// Up to 20 runs: a line for each start and each end. More: a line for each that ended badly, and
/// the counts every few seconds.
struct LineReporter {
  private var lastSummary: Timestamp?
  private static let summaryEvery: Int64 = 5000

  /// - Parameter board: with the changes taken in.
  /// - Returns: the lines to print.
  mutating func lines(
    for changes: [RunProgress], board: ProgressBoard, now: Timestamp
  ) -> [String] {
    guard board.total > 20 else {
      return changes.filter { board.tracks[$0.name] != nil }.compactMap(Self.line)
    }
    var lines = changes.filter {
      $0.state.isBad && board.tracks[$0.name] != nil
    }.map(Self.endLine)
    if lastSummary.map({ now.milliseconds(since: $0) >= Self.summaryEvery }) ?? false {
      lines.append(Self.counts(board))
      lastSummary = now
    } else if lastSummary == nil {
      lastSummary = now
    }
    return lines
  }

  static func counts(_ board: ProgressBoard) -> String {
    "\(board.settledCount)/\(board.total)  \(ProgressSummary(board).text(paint: .none))"
  }

  private static func line(_ change: RunProgress) -> String? {
    if change.state.isAtRest { return endLine(change) }
    switch change.state.status {
    case .running where change.from != .running: return "\(change.name) RUNNING"
    case .blocked, .paused:
      let reason = change.state.message.map { ": \($0.onOneLine)" } ?? ""
      return "\(change.name) \(change.state.status.name)\(reason)"
    default: return nil
    }
  }

  private static func endLine(_ change: RunProgress) -> String {
    guard change.state.status == .finished else {
      return FailureLine.text(.init(name: change.name, state: change.state))
    }
    guard let exit = change.state.exit else { return "\(change.name) FINISHED" }
    let wall = DurationText.of(milliseconds: exit.ended.milliseconds(since: exit.started))
    return "\(change.name) FINISHED after \(wall)"
  }
}
