import KilimModel

/// What `doctor` found out about one thing.
struct Finding: Hashable {
  enum Level: String, Hashable, CaseIterable {
    case ok, warn, fail

    var style: TextStyle {
      switch self {
      case .ok: .green
      case .warn: .yellow
      case .fail: .red
      }
    }
  }

  var level: Level
  /// What was looked at, as in `state`.
  var subject: String
  var message: String
  /// What to do; nil where nothing is to be done.
  var remedy: String?

  init(_ level: Level, _ subject: String, _ message: String, remedy: String? = nil) {
    self.level = level
    self.subject = subject
    self.message = message
    self.remedy = remedy
  }

  /// One line for each finding, with what to do below it.
  static func text(_ findings: [Finding], paint: Paint) -> String {
    let width = findings.reduce(0) { max($0, TextWidth.of($1.subject)) }
    return findings.reduce(into: "") { text, finding in
      let level = paint(TextWidth.padded(finding.level.rawValue, to: 4), finding.level.style)
      let subject = TextWidth.padded(finding.subject, to: width)
      text += "\(level)  \(subject)  \(finding.message.onOneLine)\n"
      if let remedy = finding.remedy {
        text += "\(String(repeating: " ", count: width + 8))\(remedy)\n"
      }
    }
  }
}
