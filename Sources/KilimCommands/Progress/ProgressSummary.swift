import KilimModel

/// How many runs are where, in words: `4 finished, 1 failed, 2 running, 5 waiting`.
struct ProgressSummary {
  struct Part: Hashable {
    var text: String
    var style: TextStyle
  }

  let parts: [Part]

  init(_ board: ProgressBoard) {
    let preparing: [RunStatus] = [
      .processingInputs, .stagingInputs, .stagingJob, .submittingJob,
    ]
    let groups: [(String, Int, TextStyle)] = [
      ("finished", board[.finished], .green), ("failed", board[.failed], .red),
      ("cancelled", board[.cancelled], .yellow), ("blocked", board[.blocked], .yellow),
      ("running", board[.running], .blue), ("archiving", board[.archiving], .blue),
      ("preparing", preparing.reduce(0) { $0 + board[$1] }, .plain),
      ("queued", board[.queued], .plain), ("paused", board[.paused], .yellow),
      ("waiting", board[.pending], .plain),
    ]
    parts = groups.filter { $0.1 > 0 }.map { Part(text: "\($0.1) \($0.0)", style: $0.2) }
  }

  func text(paint: Paint) -> String {
    parts.map { paint($0.text, $0.style) }.joined(separator: ", ")
  }
}
