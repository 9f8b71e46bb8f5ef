import CSystem
import KilimModel

/// Keeps one block of lines on a terminal up to date, at most ten times a second.
struct ProgressPainter {
  private let descriptor: Int32
  private let paint: Paint
  private let started: Timestamp
  private var lastPaint: Timestamp?
  /// Lines that the last frame took.
  private var height = 0

  init(descriptor: Int32, paint: Paint, started: Timestamp) {
    self.descriptor = descriptor
    self.paint = paint
    self.started = started
  }

  private static let pause: Int64 = 100

  /// Shows the board, unless it was shown a moment ago. A command that ends at once shows nothing.
  mutating func show(_ board: ProgressBoard, remark: String?, now: Timestamp) {
    guard abs(now.milliseconds(since: lastPaint ?? started)) >= Self.pause else { return }
    if lastPaint == nil { Console.write("\u{1B}[?25l", to: descriptor) }
    lastPaint = now
    let width = Int(kilim_terminal_columns(descriptor))
    let lines = ProgressFrame.lines(
      board, started: started, now: now, remark: remark, width: width > 0 ? width : 80,
      paint: paint)
    Console.write(Self.sequence(lines, over: height), to: descriptor)
    height = lines.count
  }

  /// Takes the block away and shows the cursor again.
  mutating func erase() {
    guard lastPaint != nil else { return }
    Console.write(Self.sequence([], over: height) + "\u{1B}[?25h", to: descriptor)
    height = 0
    lastPaint = nil
  }

  /// What replaces a block of `height` lines by other lines.
  static func sequence(_ lines: [String], over height: Int) -> String {
    var text = height > 0 ? "\r\u{1B}[\(height)A" : "\r"
    for line in lines { text += "\u{1B}[2K\(line)\n" }
    return text + "\u{1B}[J"
  }
}
