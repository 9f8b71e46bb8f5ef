import KilimController
import KilimModel

/// Systems, Apps and Jobs, for people.
enum ObjectTable {
  static func of(
    _ reports: [ObjectReport], kind: ResourceKind, now: Timestamp, isWide: Bool
  ) -> TextTable {
    var table = TextTable(columns(kind) + (isWide ? wideColumns : []))
    table.rows = reports.map { report in
      cells(report, now: now) + (isWide ? wideCells(report) : [])
    }
    return table
  }

  private static let wideColumns: [TextTable.Column] = [
    .init("GENERATION", .right), .init("LABELS"), .init("SOURCE"),
  ]

  private static func wideCells(_ report: ObjectReport) -> [TextTable.Cell] {
    let labels = report.metadata.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return [
      .init(String(report.generation)), .init(labels.joined(separator: ",")),
      .init(report.source ?? ""),
    ]
  }

  private static func columns(_ kind: ResourceKind) -> [TextTable.Column] {
    switch kind {
    case .job:
      [
        .init("NAME"), .init("APP"), .init("STATUS"), .init("RUN", .right),
        .init("DURATION", .right), .init("AGE", .right),
      ]
    case .sweep, .workflow: [.init("NAME"), .init("AGE", .right)]
    case .app: [.init("NAME"), .init("RUNTIME"), .init("PROGRAM"), .init("AGE", .right)]
    case .schedulerProfile:
      [.init("NAME"), .init("MODULES"), .init("HIDDEN"), .init("AGE", .right)]
    case .system:
      [
        .init("NAME"), .init("TYPE"), .init("HOST"), .init("MAX JOBS", .right),
        .init("AGE", .right),
      ]
    }
  }

  private static func cells(_ report: ObjectReport, now: Timestamp) -> [TextTable.Cell] {
    let name = TextTable.Cell(report.name.name)
    let age = TextTable.Cell(
      DurationText.of(seconds: now.milliseconds(since: report.created) / 1000))
    switch report.name.kind {
    case .job: return [name] + jobCells(report, now: now) + [age]
    case .sweep, .workflow: return [name, age]
    case .app:
      let image = text(report.spec["containerImage"]) ?? words(report.spec["command"])
      return [name, .init(text(report.spec["runtime"]) ?? "-"), .init(image ?? "-"), age]
    case .schedulerProfile:
      let modules = (report.spec["moduleLoads"]?.items ?? []).flatMap {
        $0["modulesToLoad"]?.items ?? []
      }
      return [
        name, .init(modules.isEmpty ? "-" : words(.array(modules)) ?? "-"),
        .init(words(report.spec["hiddenOptions"]) ?? "-"), age,
      ]
    case .system:
      return [
        name, .init(text(report.spec["systemType"]) ?? "-"),
        .init(text(report.spec["host"]) ?? "-"), .init(text(report.spec["jobMaxJobs"]) ?? "-"),
        age,
      ]
    }
  }

  private static func jobCells(_ report: ObjectReport, now: Timestamp) -> [TextTable.Cell] {
    let app = [text(report.spec["appId"]), text(report.spec["appVersion"])].compactMap(\.self)
    guard let run = report.run else {
      return [.init(app.joined(separator: "@")), .init("-"), .init("-"), .init("-")]
    }
    let duration = RunTimes(run).duration(now: now).map { DurationText.of(milliseconds: $0) }
    return [
      .init(app.joined(separator: "@")), .init(run.statusText, run.status.style),
      .init("#\(run.name.number)"), .init(duration ?? "-"),
    ]
  }

  private static func text(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text)?: text
    case .integer(let number)?: String(number)
    default: nil
    }
  }

  private static func words(_ value: JSONValue?) -> String? {
    value?.items.map { $0.compactMap(\.plainText).joined(separator: " ") }
  }
}
