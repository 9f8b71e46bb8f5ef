import KilimController
import KilimModel

/// What `kilim why -o json` prints.
enum WhyDocument {
  static func json(_ report: WhyReport) -> JSONValue {
    [
      "object": .string(report.object.description), "run": .text(report.run?.description),
      "status": .text(report.status?.name), "created": .text(report.created?.text),
      "point": report.point.flatMap { try? JSONValue(reading: $0) } ?? .null,
      "origin": .string(report.originName), "before": .text(report.before),
      "reason": .string(report.reason),
      "differences": .array(report.differences.map(json)),
      "next": json(report.outlook),
      "steps": report.object.kind == .workflow ? .array(report.steps.map(json)) : .null,
    ]
  }

  private static func json(_ outlook: WhyReport.Outlook) -> JSONValue {
    [
      "state": .string(outlook.state.rawValue), "reason": .string(outlook.reason),
      "command": .text(outlook.command), "differences": .array(outlook.differences.map(json)),
    ]
  }

  private static func json(_ step: StepOutlook) -> JSONValue {
    [
      "step": .string(step.path), "object": .string(step.object.description),
      "run": .text(step.run?.description), "status": .string(step.state.word),
      "next": json(step.outlook),
    ]
  }

  private static func json(_ difference: IdentityDifference) -> JSONValue {
    [
      "object": .string(difference.object.description), "path": .string(difference.path),
      "old": difference.old ?? .null, "new": difference.new ?? .null,
      "oldPlace": place(difference.oldPlace), "newPlace": place(difference.newPlace),
    ]
  }

  private static func place(_ place: DeclaredPlace?) -> JSONValue {
    guard let place else { return .null }
    return [
      "file": .string(place.file), "line": .integer(Int64(place.line)),
      "exact": .bool(place.isOfValue), "accepted": .string(place.accepted.text),
    ]
  }
}
