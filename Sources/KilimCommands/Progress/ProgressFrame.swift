import KilimModel

/// The block of lines that a terminal shows while runs go on. Pure: the painter puts it there.
enum ProgressFrame {
  /// - Parameters:
  ///   - started: when the command began to wait.
  ///   - remark: a line about the engine, if there is one to show.
  ///   - width: of the terminal; no line is longer.
  static func lines(
    _ board: ProgressBoard, started: Timestamp, now: Timestamp, remark: String? = nil, width: Int,
    paint: Paint
  ) -> [String] {
    let room = max(1, width - 1)
    var lines = [head(board, started: started, now: now, room: room, paint: paint)]
    if let remark { lines.append(paint(TextWidth.cut("  " + remark, to: room), .dim)) }
    let shown = board.interesting(limit: 8)
    let names = shown.map { $0.name.description }
    let column = min(max(8, room / 2), names.reduce(0) { max($0, TextWidth.of($1)) })
    for (name, entry) in zip(names, shown) {
      lines.append(
        run(name, entry.track, column: column, now: now, room: room, paint: paint))
    }
    let hidden = board.active.count - shown.count
    if hidden > 0 { lines.append(paint("  … and \(hidden) more", .dim)) }
    for failure in board.failures.suffix(3) {
      lines.append(paint(TextWidth.cut("  " + FailureLine.text(failure), to: room), .red))
    }
    return lines
  }

  private static func head(
    _ board: ProgressBoard, started: Timestamp, now: Timestamp, room: Int, paint: Paint
  ) -> String {
    let elapsed = DurationText.of(seconds: now.milliseconds(since: started) / 1000)
    let count = "\(board.settledCount)/\(board.total)"
    var line = ""
    var rest = room
    func add(_ text: String, _ style: TextStyle) {
      let text = TextWidth.cut(text, to: rest)
      rest -= TextWidth.of(text)
      line += paint(text, style)
    }
    // A narrow terminal needs the counts more than the bar.
    if room >= 60 { add(bar(board, columns: min(30, room / 4)) + " ", .plain) }
    add("\(count)  \(elapsed)", .bold)
    for (index, part) in ProgressSummary(board).parts.enumerated() {
      add(index == 0 ? "  " : ", ", .plain)
      add(part.text, part.style)
    }
    return line
  }

  private static func bar(_ board: ProgressBoard, columns: Int) -> String {
    let done = board.total == 0 ? columns : board.settledCount * columns / board.total
    return String(repeating: "█", count: done) + String(repeating: "░", count: columns - done)
  }

  private static func run(
    _ name: String, _ track: ProgressBoard.Track, column: Int, now: Timestamp, room: Int,
    paint: Paint
  ) -> String {
    let shown = TextWidth.padded(TextWidth.cut(name, to: column), to: column)
    let elapsed = track.since.map {
      DurationText.of(seconds: now.milliseconds(since: $0) / 1000)
    }
    let start = "  \(shown)  "
    let status = TextWidth.padded(track.status.name, to: 17) + " " + (elapsed ?? "")
    let rest = room - TextWidth.of(start)
    guard rest > 0 else { return TextWidth.cut(start, to: room) }
    return start + paint(TextWidth.cut(status, to: rest), track.status.style)
  }
}
