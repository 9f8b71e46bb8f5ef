import Glibc
import KilimController
import KilimModel

/// Shows the progress of a drive: as a block on a terminal, as lines elsewhere, or not at all.
final class ProgressObserver: RunObserver {
  private var board: ProgressBoard
  private var lines = LineReporter()
  private let console: Console
  private let descriptor: Int32
  private let now: @Sendable () -> Timestamp
  private var painter: ProgressPainter?
  private var remark: String?

  /// - Parameter onErrorStream: results are printed for a program, so progress goes elsewhere.
  init(
    _ runs: [RunName], console: Console, onErrorStream: Bool,
    now: @escaping @Sendable () -> Timestamp
  ) {
    board = ProgressBoard(runs)
    self.console = console
    self.now = now
    descriptor = onErrorStream ? STDERR_FILENO : STDOUT_FILENO
    let isTerminal = onErrorStream ? console.isErrorTerminal : console.isOutputTerminal
    if isTerminal, !console.isQuiet {
      painter = ProgressPainter(
        descriptor: descriptor, paint: onErrorStream ? console.errorPaint : console.paint,
        started: now())
    }
  }

  /// Where the cursor may be hidden.
  var terminal: Int32? { painter == nil ? nil : descriptor }

  func runsChanged(_ changes: [RunProgress]) {
    for change in changes { board.take(change) }
    if painter == nil, !console.isQuiet {
      print(lines.lines(for: changes, board: board, now: now()))
    }
  }

  func roleChanged(to role: DriveRole) {
    switch role {
    case .driving: remark = nil
    case .watching(let holder): say("\(holder) drives this state; this command watches")
    }
  }

  func hindered(by words: String) { say(words) }

  func tick(now: Timestamp) { painter?.show(board, remark: remark, now: now) }

  /// Takes the block off the terminal.
  func finish() { painter?.erase() }

  private func say(_ words: String) {
    guard words != remark else { return }
    remark = words
    if painter == nil { console.remark(words) }
  }

  private func print(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    Console.write(lines.joined(separator: "\n") + "\n", to: descriptor)
  }
}
