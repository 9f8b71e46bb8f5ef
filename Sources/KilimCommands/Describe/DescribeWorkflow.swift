import KilimController
import KilimLifecycle
import KilimModel

/// A workflow for people: what became of its steps, and what to do.
struct DescribeWorkflow {
  let report: WorkflowReport
  let paint: Paint

  var text: String {
    let status = report.state.status
    var lines = ["\(report.name): \(paint(status.name, status.style))"]
    if let source = report.object.source { lines.append("  declared in \(source)") }
    lines.append("Steps:")
    let width = report.steps.map(\.name.count).max() ?? 0
    for step in report.steps { lines += self.lines(of: step, width) }
    for step in report.stale { lines.append("Stale: \(step.words) changed since its run") }
    lines.append("Next:")
    lines += advice.map { "  \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(of step: StepReport, _ width: Int) -> [String] {
    let name = step.name + String(repeating: " ", count: width - step.name.count)
    let state = step.state.word
    var line = "  \(name)  \(paint(state, step.state.style))"
    line += String(repeating: " ", count: max(0, 9 - state.count))
    if let object = step.object { line += "  \(object)" }
    if let points = step.points { line += "  \(points.done)/\(points.declared) points" }
    if let steps = step.steps { line += "  \(steps.done)/\(steps.total) steps" }
    if !step.needs.isEmpty { line += "  after \(step.needs.joined(separator: ", "))" }
    return [line] + [step.reason.map { "    \($0)" }].compactMap(\.self)
  }

  private var advice: [String] {
    let name = report.name
    var lines: [String] = []
    for step in report.steps where step.state == .failed {
      if let object = step.object { lines.append("kilim describe \(object)   says why it failed") }
    }
    switch report.state.status {
    case .failed, .cancelled:
      lines.append("kilim retry \(name)   carries on with what did not end well")
    case .finished where !report.stale.isEmpty:
      lines.append("kilim apply --refresh -f FILE   runs the stale steps again")
    case .finished: break
    default:
      lines.append("kilim wait \(name)     drives and follows it")
      lines.append("kilim cancel \(name)   ends it")
    }
    lines.append("kilim graph \(name)    draws it")
    return lines
  }
}

extension StepState {
  /// In the words of runs.
  var word: String { statusName ?? (self == .active ? "RUNNING" : "PENDING") }

  var style: TextStyle {
    switch self {
    case .finished: .green
    case .failed: .red
    case .active: .blue
    case .cancelled, .skipped: .yellow
    case .waiting: .plain
    }
  }
}
