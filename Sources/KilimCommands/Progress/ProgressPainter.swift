import CSystem
import Glibc
import KilimController
import KilimModel
import Synchronization

/// Keeps one block of lines on a terminal up to date, at most ten times a second.
final class ProgressPainter: Sendable {
  private struct State {
    var board: ProgressBoard
    var remark: String?
    /// Lines that the last frame took.
    var height = 0
  }

  private let state: Mutex<State>
  private let stop: Pipe
  private let descriptor: Int32
  private let paint: Paint
  private let started: Timestamp
  private let now: @Sendable () -> Timestamp

  init(
    _ board: ProgressBoard, descriptor: Int32, paint: Paint, now: @escaping @Sendable () -> Timestamp
  ) throws(CommandFailure) {
    state = Mutex(State(board: board))
    stop = try Pipe()
    self.descriptor = descriptor
    self.paint = paint
    self.now = now
    started = now()
  }

  func take(_ changes: [RunProgress]) {
    state.withLock { state in
      for change in changes { state.board.take(change) }
    }
  }

  func say(_ remark: String?) { state.withLock { $0.remark = remark } }

  /// Paints until `finish`; to be called on a thread of its own.
  func run() {
    // A command that ends at once shows no block at all.
    if stop.wait(milliseconds: 100) != nil { return }
    Console.write("\u{1B}[?25l", to: descriptor)
    repeat { draw() } while stop.wait(milliseconds: 100) == nil
    erase()
    Console.write("\u{1B}[?25h", to: descriptor)
  }

  func finish() { stop.signal() }

  private func draw() {
    let width = Int(kilim_terminal_columns(descriptor))
    state.withLock { state in
      let lines = ProgressFrame.lines(
        state.board, started: started, now: now(), remark: state.remark,
        width: width > 0 ? width : 80, paint: paint)
      Console.write(Self.sequence(lines, over: state.height), to: descriptor)
      state.height = lines.count
    }
  }

  private func erase() {
    state.withLock { state in
      Console.write(Self.sequence([], over: state.height), to: descriptor)
      state.height = 0
    }
  }

  /// What replaces a block of `height` lines by other lines.
  static func sequence(_ lines: [String], over height: Int) -> String {
    var text = height > 0 ? "\r\u{1B}[\(height)A" : "\r"
    for line in lines { text += "\u{1B}[2K\(line)\n" }
    return text + "\u{1B}[J"
  }
}
