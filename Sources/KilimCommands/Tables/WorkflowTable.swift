import KilimController
import KilimModel

/// Workflows for people.
enum WorkflowTable {
  static func of(_ reports: [WorkflowReport], now: Timestamp) -> TextTable {
    var table = TextTable([
      .init("NAME"), .init("STEPS", .right), .init("DONE", .right), .init("RUNNING", .right),
      .init("FAILED", .right), .init("SKIPPED", .right), .init("STATUS"), .init("AGE", .right),
    ])
    table.rows = reports.map { report in
      let age = DurationText.of(seconds: now.milliseconds(since: report.object.created) / 1000)
      let numbers = [
        report.steps.count, report.count(.finished), report.count(.active), report.count(.failed),
        report.count(.skipped),
      ]
      return [.init(report.name.name)] + numbers.map { .init(String($0)) }
        + [.init(report.state.status.name, report.state.status.style), .init(age)]
    }
    return table
  }
}
