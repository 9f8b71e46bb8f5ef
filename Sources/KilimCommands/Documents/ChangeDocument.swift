import KilimController
import KilimManifest
import KilimModel

/// What `validate`, `diff` and `apply` print for `-o json`.
enum ChangeDocument {
  static func json(diagnostics: [Diagnostic], changes: [Change]) -> JSONValue {
    [
      "diagnostics": .array(diagnostics.map { DiagnosticRenderer.json($0) }),
      "changes": .array(changes.map(json)), "summary": summary(ChangeSummary(changes)),
    ]
  }

  private static func json(_ change: Change) -> JSONValue {
    [
      "kind": .string(change.name.kind.rawValue), "name": .string(change.name.name),
      "action": .string(change.action.rawValue), "reason": .text(change.reason),
      "runs": .integer(Int64(change.runs)),
    ]
  }

  private static func summary(_ summary: ChangeSummary) -> JSONValue {
    let counts = Change.Action.allCases.map { action in
      JSONValue.Member(action.rawValue, .integer(Int64(summary[action])))
    }
    return .object(counts + [.init("runs", .integer(Int64(summary.runs)))])
  }
}
