import KilimModel
import KilimReport

/// A table with everything in it that needs care.
enum TableSamples {
  static let table = ResultTable(columns: [
    ResultColumn("k", .parameter), ResultColumn("metric", .parameter),
    ResultColumn("status", .status), ResultColumn("accuracy", .result),
    ResultColumn("seconds", .result, unit: "s"), ResultColumn("note", .result),
  ])

  static let rows = [
    ResultRow(
      point: 1,
      cells: [1, "euclidean", "FINISHED", .number(0.9666666666666667), .number(12), "plain"]),
    ResultRow(point: 2, cells: [15, "man,hat\"tan", "FAILED", nil, nil, nil]),
    ResultRow(
      point: 10,
      cells: [
        3, nil, "FINISHED", .number(1.5e-7), .number(1_234_567.25),
        "<b>\"two\"</b> & 'three'\nlines\u{1}",
      ]),
    ResultRow(point: 11, cells: [5, "日本", "RUNNING", nil, 7, ""]),
    ResultRow(point: 12, cells: [7, true, "FINISHED", .number(-0.5), 8, ["a", 1]]),
  ]
}
