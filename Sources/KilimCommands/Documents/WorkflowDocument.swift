import KilimController
import KilimModel

/// A Workflow as `-o json` shows it: its declaration, and what became of its steps.
enum WorkflowDocument {
  static func json(_ report: WorkflowReport) -> JSONValue {
    guard case .object(let members) = ObjectDocument.json(report.object) else { return .null }
    var status = ObjectMembers()
    status.add("status", report.state.status.name)
    status.add("digest", report.state.message)
    status.add("steps", report.steps.map(step))
    status.add("conditions", [stale(report).json])
    return .object(members + [.init("status", .object(status.list))])
  }

  private static func stale(_ report: WorkflowReport) -> ConditionReport {
    ConditionReport(
      type: "Stale", truth: report.stale.isEmpty ? .no : .yes,
      reason: report.stale.isEmpty ? "UpToDate" : "SourceChanged",
      message: report.stale.map { "\($0.words) changed since its run" }.joined(separator: "; "))
  }

  private static func step(_ step: StepReport) -> JSONValue {
    var members = ObjectMembers()
    members.add("name", step.name)
    members.add("status", step.state.word)
    members.add("object", step.object?.description)
    members.add("needs", step.needs.map { .string($0) })
    members.add("reason", step.reason)
    return .object(members.list)
  }
}
