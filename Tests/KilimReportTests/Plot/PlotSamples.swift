import KilimModel
import KilimTestSupport

@testable import KilimReport

/// Plots that the goldens keep; made of numbers that every machine makes alike.
enum PlotSamples {
  struct Sample: Sendable {
    var name: String
    var request: String
    var columns: [ResultColumn]
    var rows: [ResultRow]

    func svg() throws -> String {
      var plot = try Plot(try PlotRequest(parsing: request), columns: columns)
      for row in rows { plot.append(row) }
      return try plot.svg()
    }
  }

  static let columns = [
    ResultColumn("k", .parameter), ResultColumn("metric", .parameter),
    ResultColumn("seed", .parameter), ResultColumn("status", .status),
    ResultColumn("accuracy", .result), ResultColumn("seconds", .result, unit: "s"),
  ]

  /// k x metric x seed, with a value missing here and there.
  static let digits: [ResultRow] = {
    var generator = SeededGenerator(seed: 7)
    var rows: [ResultRow] = []
    for metric in ["euclidean", "manhattan", "cosine"] {
      for k in stride(from: 1, through: 15, by: 2) {
        for seed in 1...5 {
          let noise = Double(Int.random(in: -100...100, using: &generator)) / 20_000
          let base = metric == "cosine" ? 0.95 : metric == "euclidean" ? 0.97 : 0.96
          let accuracy = base - Double((k - 5) * (k - 5)) / 5000 + noise
          let isMissing = metric == "cosine" && k == 9
          rows.append(
            ResultRow(
              point: rows.count + 1,
              cells: [
                .integer(Int64(k)), .string(metric), .integer(Int64(seed)), "FINISHED",
                isMissing ? nil : .number(accuracy), .number(0.02 * Double(k) + 0.5 + noise * 10),
              ]))
        }
      }
    }
    return rows
  }()

  static func one(_ name: String, _ request: String, _ cells: [[JSONValue?]]) -> Sample {
    Sample(
      name: name, request: request,
      columns: [
        ResultColumn("x", .parameter), ResultColumn("group", .parameter),
        ResultColumn("y", .result),
      ], rows: cells.enumerated().map { ResultRow(point: $0.offset + 1, cells: $0.element) })
  }

  private static func row(_ x: JSONValue, _ group: String?, _ y: JSONValue?) -> [JSONValue?] {
    [x, group.map { .string($0) }, y]
  }

  static let cloud: [[JSONValue?]] = {
    var generator = SeededGenerator(seed: 3)
    return (0..<100_000).map { _ in
      let a = (0..<6).reduce(0.0) { sum, _ in
        sum + Double(Int.random(in: -1000...1000, using: &generator)) / 1000
      }
      let b = Double(Int.random(in: -1000...1000, using: &generator)) / 500
      return [.number(a), .string(a > b ? "above" : "below"), .number(a * a / 2 + b)]
    }
  }()

  static let all: [Sample] = [
    Sample(
      name: "line-by", request: "x=k,y=accuracy,by=metric", columns: columns, rows: digits),
    Sample(
      name: "line-title", request: "x=k,y=seconds,title=Time of one run,xlabel=Neighbours k",
      columns: columns, rows: digits),
    Sample(
      name: "categories", request: "x=metric,y=accuracy,by=k", columns: columns,
      rows: digits.filter { $0.cells[0] != 15 }),
    Sample(
      name: "categories-alone", request: "x=metric,y=accuracy", columns: columns, rows: digits),
    Sample(
      name: "scatter", request: "x=seconds,y=accuracy,by=metric", columns: columns, rows: digits),
    Sample(
      name: "heatmap", request: "x=k,y=metric,z=accuracy", columns: columns, rows: digits),
    Sample(
      name: "heatmap-seed", request: "x=k,y=seed,z=seconds,logz=true,title=Seconds of a run",
      columns: columns, rows: digits),
    one(
      "log", "x=x,y=y,by=group,logx=true,logy=true",
      ["linear", "quadratic"].flatMap { (group: String) -> [[JSONValue?]] in
        (4...14).map { (power: Int) -> [JSONValue?] in
          let x = Double(1 << power)
          let y = group == "linear" ? x * 2e-6 : x * x * 3e-9
          return row(.number(x), group, .number(y))
        }
      }),
    one("single", "x=x,y=y", [[3, nil, .number(0.5)]]),
    one("equal", "x=x,y=y,by=group", [[1, "a", 7], [1, "a", 7], [2, "a", 7], [2, "b", 7]]),
    one(
      "negative", "x=x,y=y",
      (-5...5).map { (x: Int64) -> [JSONValue?] in
        row(.integer(x), nil, .integer(x * x * x * 40_000))
      }),
    one(
      "gaps", "x=x,y=y",
      (0..<12).map { (x: Int64) -> [JSONValue?] in
        row(.integer(x), nil, x % 5 == 3 ? nil : .number(Double(x % 4) - 1.5))
      }),
    one(
      "long-labels", "x=x,y=y,by=group",
      (0..<7).map { (number: Int64) -> [JSONValue?] in
        row(
          .string("a configuration with a name of its own, number \(number)"),
          "<group> \"\(number % 2)\" & a very long name that goes on", .integer(number * number))
      }),
    one(
      "many-lines", "x=x,y=y,by=group",
      (0..<15).flatMap { (group: Int64) -> [[JSONValue?]] in
        (0..<6).map { (x: Int64) -> [JSONValue?] in
          [.integer(x), .integer(group), .number(Double(group) + Double(x) * 0.3)]
        }
      }),
    one(
      "crowd", "x=x,y=y,by=group",
      (0..<600).map { (number: Int) -> [JSONValue?] in
        let x = Double(number / 6)
        let wave = (x - 50) * (x - 50) / 100 + Double(number * 7919 % 13) / 2
        return number % 2 == 0
          ? row(.number(x), "even", .number(wave)) : row(.number(x), "odd", .number(30 - wave))
      }),
  ]
  static let large: [Sample] = [
    one("cloud", "x=x,y=y,by=group,kind=scatter", cloud),
    one("cloud-line", "x=x,y=y,by=group", cloud),
    Sample(
      name: "cloud-map", request: "x=x,y=y,z=y",
      columns: [
        ResultColumn("x", .parameter), ResultColumn("group", .parameter),
        ResultColumn("y", .result),
      ],
      rows: cloud.enumerated().map { ResultRow(point: $0.offset + 1, cells: $0.element) }),
  ]
}
