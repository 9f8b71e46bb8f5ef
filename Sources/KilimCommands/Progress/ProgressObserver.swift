import Glibc
import KilimController
import KilimModel

/// Shows the progress of a drive: as a block on a terminal, as lines elsewhere, or not at all.
final class ProgressObserver: RunObserver {
  private(set) var board: ProgressBoard
  private var lines = LineReporter()
  private let console: Console
  private let descriptor: Int32
  private let now: @Sendable () -> Timestamp
  private var painter: ProgressPainter?
  private var thread: BackgroundThread?

  /// - Parameter onErrorStream: results are printed for a program, so progress goes elsewhere.
  init(
    _ runs: [RunName], console: Console, onErrorStream: Bool,
    now: @escaping @Sendable () -> Timestamp
  ) throws(CommandFailure) {
    board = ProgressBoard(runs)
    self.console = console
    self.now = now
    descriptor = onErrorStream ? STDERR_FILENO : STDOUT_FILENO
    let isTerminal = onErrorStream ? console.isErrorTerminal : console.isOutputTerminal
    guard isTerminal, !console.isQuiet, getenv("TERM").map({ strcmp($0, "dumb") }) != 0 else {
      return
    }
    let painter = try ProgressPainter(
      board, descriptor: descriptor, paint: onErrorStream ? console.errorPaint : console.paint,
      now: now)
    self.painter = painter
    thread = BackgroundThread { painter.run() }
  }

  /// Where the cursor may be hidden.
  var terminal: Int32? { painter == nil ? nil : descriptor }

  func runsChanged(_ changes: [RunProgress]) {
    for change in changes { board.take(change) }
    if let painter {
      painter.take(changes)
    } else if !console.isQuiet {
      print(lines.lines(for: changes, board: board, now: now()))
    }
  }

  func engineBecame(_ role: EngineRole) {
    switch role {
    case .driving: painter?.say(nil)
    case .watching(let holder):
      let remark = "the engine is \(holder); this command only watches"
      if let painter { painter.say(remark) } else { console.remark(remark) }
    }
  }

  /// Takes the block off the terminal.
  func finish() {
    painter?.finish()
    thread?.join()
    thread = nil
    if painter == nil, board.total > 20, !console.isQuiet { print([LineReporter.counts(board)]) }
  }

  private func print(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    Console.write(lines.joined(separator: "\n") + "\n", to: descriptor)
  }
}
