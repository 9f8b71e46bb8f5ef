import KilimController
import KilimModel

/// A System, App or Job as `-o json` shows it.
enum ObjectDocument {
  static func json(_ report: ObjectReport) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("apiVersion", "kilim/v1"), .init("kind", .string(report.name.kind.rawValue)),
      .init("metadata", metadata(report)), .init("spec", report.spec),
    ]
    if report.name.kind == .job { members.append(.init("status", status(report))) }
    return .object(members)
  }

  private static func metadata(_ report: ObjectReport) -> JSONValue {
    [
      "name": .string(report.name.name), "labels": .text(report.metadata.labels),
      "annotations": .text(report.metadata.annotations),
      "generation": .integer(Int64(report.generation)), "created": .string(report.created.text),
      "updated": .string(report.updated.text), "source": .text(report.source),
    ]
  }

  /// A Job's status is that of its newest run, with the run's name.
  private static func status(_ report: ObjectReport) -> JSONValue {
    let count = JSONValue.Member("runs", .integer(Int64(report.runCount)))
    guard let run = report.run else {
      return .object([.init("run", .null), count, .init("status", .null)])
    }
    return .object(
      [
        .init("run", .string(run.name.shortText)), .init("uuid", .string(run.uuid.description)),
        count,
      ] + RunDocument.status(run))
  }

  static func list(_ items: [JSONValue]) -> JSONValue {
    ["apiVersion": "kilim/v1", "kind": "List", "items": .array(items)]
  }
}
