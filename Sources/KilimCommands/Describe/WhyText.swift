import KilimController
import KilimManifest
import KilimModel

/// What `kilim why` prints for people.
struct WhyText {
  var report: WhyReport
  var paint: Paint

  var text: String {
    headline + differences(report.differences) + next + steps
  }

  private var headline: String {
    let subject = report.run?.description ?? report.object.description
    let status = report.status.map { " \($0.name)" } ?? ""
    var text = paint("\(subject)\(status) \(report.reason)", .bold)
    if let created = report.created { text += paint("  \(created.dayAndTime)", .dim) }
    text += "\n"
    if let point = report.point { text += "  point \(point)\n" }
    return text
  }

  private var next: String {
    let outlook = report.outlook
    var text = "\(Self.word(outlook.state)): \(outlook.reason)\n"
    text += differences(outlook.differences)
    if let command = outlook.command { text += "  \(command)\n" }
    return text
  }

  private var steps: String {
    guard !report.steps.isEmpty else { return "" }
    let width = report.steps.map(\.path.count).max() ?? 0
    return "Steps:\n" + report.steps.map { text(of: $0, width) }.joined()
  }

  private func text(of step: StepOutlook, _ width: Int) -> String {
    let outlook = step.outlook
    let name = TextWidth.padded(step.path, to: width)
    let state = TextWidth.padded(step.state.word, to: 9)
    let subject = (step.run ?? RunName(whole: step.object)).description
    var text =
      "  \(name)  \(paint(state, step.state.style))  \(subject): \(Self.verb(outlook.state))\n"
    text += "    \(outlook.reason.onOneLine)\n"
    text += differences(outlook.differences).split(separator: "\n").map { "  \($0)\n" }.joined()
    return text
  }

  /// What becomes of a step.
  private static func verb(_ state: WhyReport.Outlook.State) -> String {
    switch state {
    case .unchanged: "unchanged"
    case .takenOver: "taken over"
    case .runs: "would run"
    case .runsAgain: "would run again"
    case .goesOn: "goes on"
    case .waits: "waits"
    case .skipped: "skipped"
    case .stale: "Stale"
    case .suspended: "suspended"
    case .blocked: "blocked"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .lost: "lost"
    case .held: "held"
    case .recalled: "counts again"
    case .removed: "removed"
    case .invalid: "invalid"
    case .superseded, .limited, .notRun: "has not run"
    }
  }

  private static func word(_ state: WhyReport.Outlook.State) -> String {
    switch state {
    case .goesOn, .waits, .suspended, .blocked, .limited: "Now"
    case .superseded: "Since then"
    case .runs, .runsAgain, .takenOver, .skipped: "Next"
    case .unchanged, .failed, .cancelled, .lost, .stale, .held, .recalled, .removed, .invalid,
      .notRun:
      "Does not run again"
    }
  }

  private func differences(_ differences: [IdentityDifference]) -> String {
    differences.map(difference).joined()
  }

  private func difference(_ difference: IdentityDifference) -> String {
    let (sign, style): (String, TextStyle) =
      switch (difference.old, difference.new) {
      case (nil, _): ("+", .green)
      case (_, nil): ("-", .red)
      default: ("~", .yellow)
      }
    let owner =
      difference.object == report.object ? "" : "\(difference.object) "
    let name =
      difference.label.hasPrefix("spec.")
      ? String(difference.label.dropFirst(5)) : difference.label
    var text = "  " + paint("\(sign) \(owner)\(name)".onOneLine, style) + "\n"
    text += line("was", difference.old, difference.oldPlace)
    text += line("is", difference.new, difference.newPlace)
    return text
  }

  private func line(_ word: String, _ value: JSONValue?, _ place: DeclaredPlace?) -> String {
    guard let value else { return "" }
    let text = "      \(TextWidth.padded(word, to: 3)) \(YAMLScalar.flow(value).onOneLine)"
    return text + (place.map { "  " + paint(Self.place($0), .dim) } ?? "") + "\n"
  }

  private static func place(_ place: DeclaredPlace) -> String {
    let line = "\(place.file):\(place.line)"
    return place.isOfValue ? line : "\(line), accepted \(place.accepted.dayAndTime)"
  }
}
