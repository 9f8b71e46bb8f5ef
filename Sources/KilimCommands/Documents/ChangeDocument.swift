import KilimController
import KilimManifest
import KilimModel

/// What `validate`, `diff` and `apply` print for `-o json`.
enum ChangeDocument {
  /// - Parameter details: of each change, in the same order; empty when they were not asked for.
  static func json(
    diagnostics: [Diagnostic], changes: [Change], details: [ChangeDetail] = []
  ) -> JSONValue {
    var items = changes.map(json)
    for (index, detail) in details.enumerated() where index < items.count {
      items[index] = items[index].with(detail)
    }
    return [
      "diagnostics": .array(diagnostics.map { DiagnosticRenderer.json($0) }),
      "changes": .array(items), "summary": summary(ChangeSummary(changes)),
    ]
  }

  private static func json(_ change: Change) -> JSONValue {
    [
      "kind": .string(change.name.kind.rawValue), "name": .string(change.name.name),
      "action": .string(change.action.rawValue), "reason": .text(change.reason),
      "runs": .integer(Int64(change.runs)), "coreHours": .number(change.coreHours),
    ]
  }

  private static func summary(_ summary: ChangeSummary) -> JSONValue {
    let counts = Change.Action.allCases.map { action in
      JSONValue.Member(action.rawValue, .integer(Int64(summary[action])))
    }
    return .object(
      counts + [
        .init("runs", .integer(Int64(summary.runs))),
        .init("coreHours", .number(summary.coreHours)),
      ])
  }
}

extension JSONValue {
  fileprivate func with(_ detail: ChangeDetail) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(
      members + [
        .init("fields", .array(detail.fields.map(Self.json))),
        .init("affects", .array(detail.affected.map(Self.json))),
      ])
  }

  private static func json(_ field: FieldChange) -> JSONValue {
    [
      "path": .string(field.path), "old": field.old ?? .null, "new": field.new ?? .null,
      "identity": .bool(field.isIdentity), "file": .string(field.file),
      "line": .integer(Int64(field.line)),
    ]
  }

  private static func json(_ job: AffectedJob) -> JSONValue {
    [
      "kind": .string(job.name.kind.rawValue), "name": .string(job.name.name),
      "stale": .bool(job.becomesStale),
    ]
  }
}
