import CSystem
import Glibc

/// Where a command prints: results to standard output, remarks and errors to standard error.
struct Console: Sendable {
  /// Remarks and progress are left out; results and errors are not.
  let isQuiet: Bool
  let isOutputTerminal: Bool
  let isErrorTerminal: Bool
  /// Somebody can answer a question.
  let isInteractive: Bool
  let paint: Paint
  let errorPaint: Paint

  /// - Parameter variable: the environment, for `NO_COLOR` (no-color.org) and `TERM`.
  init(isQuiet: Bool, noColor: Bool, variable: (String) -> String?) {
    self.isQuiet = isQuiet
    isOutputTerminal = isatty(STDOUT_FILENO) == 1
    isErrorTerminal = isatty(STDERR_FILENO) == 1
    isInteractive = isOutputTerminal && isatty(STDIN_FILENO) == 1
    let mayColour =
      !noColor && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
    paint = Paint(isColoured: mayColour && isOutputTerminal)
    errorPaint = Paint(isColoured: mayColour && isErrorTerminal)
  }

  /// Columns of the terminal that shows the results; nil when they go elsewhere.
  var width: Int? {
    guard isOutputTerminal else { return nil }
    let columns = Int(kilim_terminal_columns(STDOUT_FILENO))
    return columns > 0 ? columns : 80
  }

  /// Prints a result, as it is.
  func write(_ text: String) { Self.write(text, to: STDOUT_FILENO) }

  func line(_ text: String) { write(text + "\n") }

  /// A line that helps a person and that no program needs.
  func remark(_ text: String) {
    if !isQuiet { Self.write(text + "\n", to: STDERR_FILENO) }
  }

  func warn(_ text: String) {
    Self.write("\(errorPaint("warning", .yellow)): \(text)\n", to: STDERR_FILENO)
  }

  func fail(_ text: String) {
    Self.write("\(errorPaint("error", .red)): \(text)\n", to: STDERR_FILENO)
  }

  /// Asks on the terminal; anything but a clear yes is no.
  func confirm(_ question: String) -> Bool {
    guard isInteractive else { return false }
    write("\(question) [y/N] ")
    let answer = readLine() ?? ""
    return ["y", "yes"].contains(answer.lowercased())
  }

  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      // Nobody reads any more.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
