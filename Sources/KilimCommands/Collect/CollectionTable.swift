import KilimController
import KilimModel

/// Runs that go, or went, for people.
enum CollectionTable {
  static func of(_ runs: [CollectedRun], isWide: Bool) -> TextTable {
    var columns: [TextTable.Column] = [
      .init("RUN"), .init("STATUS"), .init("ENDED"), .init("SIZE", .right), .init("REASON"),
    ]
    if isWide { columns.append(.init("UUID")) }
    var table = TextTable(columns)
    table.rows = runs.map { run in
      let ended = run.ended.map { "\($0.dateText) \($0.timeText.prefix(8))" }
      let cells: [TextTable.Cell] = [
        .init(run.name.description), .init(run.status.name, run.status.style), .init(ended ?? "-"),
        .init(run.bytes.map { SizeText.of(bytes: $0) } ?? "-"), .init(run.reason.word),
      ]
      return isWide ? cells + [.init(run.uuid.description)] : cells
    }
    return table
  }

  /// `3 runs, 12 MiB; 1 unused bundle, 4.0 MiB`.
  static func sum(_ runs: [CollectedRun], _ bundles: [UnusedBundle]) -> String {
    let bytes = runs.reduce(Int64(0)) { $0 + ($1.bytes ?? 0) }
    var text = "\(counted(runs.count, "run")), \(SizeText.of(bytes: bytes))"
    if !bundles.isEmpty {
      let bytes = bundles.reduce(Int64(0)) { $0 + $1.bytes }
      text += "; \(counted(bundles.count, "unused bundle")), \(SizeText.of(bytes: bytes))"
    }
    return text
  }
}
