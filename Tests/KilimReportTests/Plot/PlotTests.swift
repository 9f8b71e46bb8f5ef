import KilimModel
import KilimTestSupport
import Testing

@testable import KilimReport

@Suite struct PlotTests {
  private func plot(_ request: String, _ cells: [[JSONValue?]]) throws -> Plot {
    var plot = try Plot(
      try PlotRequest(parsing: request),
      columns: [
        ResultColumn("x", .parameter), ResultColumn("group", .parameter),
        ResultColumn("y", .result, unit: "s"),
      ])
    for (number, cells) in cells.enumerated() {
      plot.append(ResultRow(point: number + 1, cells: cells))
    }
    return plot
  }

  @Test(
    arguments: [
      (
        "x=x,y=acuracy", [[1, "a", 1]], "`y=acuracy`: there is no column `acuracy`",
        "columns: x, group, y, point"
      ),
      (
        "x=x,y=y,by=grup", [[1, "a", 1]], "`by=grup`: there is no column `grup`",
        "did you mean `group`?"
      ),
      (
        "x=x,y=group", [[1, nil, 1], [1, "a", 1]], "`y=group` needs numbers, but point 2 has `a`",
        "choose a column of numbers"
      ),
      (
        "x=group,y=y,logx=true", [[1, "a", 1]], "`logx=group` needs numbers, but point 1 has `a`",
        "leave `logx` out: words have no logarithm"
      ),
      (
        "x=x,y=y", [[1, "a", nil]], "`y` has no value in any point yet",
        "wait for points to finish; `kilim get points` shows their states"
      ),
      (
        "x=x,y=y", [], "`x` has no value in any point yet",
        "wait for points to finish; `kilim get points` shows their states"
      ),
      (
        "x=x,y=y,logy=true", [[1, "a", 0], [2, "a", -1]],
        "`logy=true` needs values above 0, and `y` has none", "leave `logy` out"
      ),
      (
        "x=x,y=group,z=y", [[1, "a", "b"]], "`z=y` needs numbers, but point 1 has `b`",
        "choose a column of numbers"
      ),
      (
        "x=point,y=y,by=x", (0..<41).map { [.integer($0), nil, 1] },
        "`by=x` would draw 41 series, and no more than 40 can be told apart",
        "choose a column with fewer values, or leave `by` out"
      ),
    ] as [(String, [[JSONValue?]], String, String)])
  func `says why it cannot be drawn`(
    request: String, cells: [[JSONValue?]], message: String, hint: String
  ) throws {
    let error = try #require(throws: PlotError.self) { try plot(request, cells).svg() }
    #expect(error.message == message)
    #expect(error.hint == hint)
  }

  @Test(
    arguments: [
      ("x=x,y=y", .line), ("x=group,y=y", .line), ("x=y,y=x", .scatter),
      ("x=x,y=group,z=y", .heatmap),
      ("x=x,y=y,kind=scatter", .scatter), ("x=point,y=y", .line),
    ] as [(String, PlotKind)])
  func `chooses what to draw`(request: String, kind: PlotKind) throws {
    let plot = try plot(request, [[1, "a", 2], [2, "b", 3]])
    #expect(plot.kind == kind)
    #expect(try plot.svg().contains("<desc"))
  }

  @Test func `takes the mean and the sample standard deviation of repeats`() {
    let summaries = SeriesSummary.make(
      x: [1, 1, 1, 2, 1], y: [2, 4, 9, 5, .nan], series: [0, 0, 0, 0, 1], count: 2)
    #expect(summaries[0].points[0].mean == 5)
    #expect(summaries[0].points[0].deviation == 13.0.squareRoot())
    #expect(summaries[0].points[0].count == 3)
    #expect(summaries[0].points[1] == .init(x: 2, mean: 5, deviation: nil, count: 1))
    #expect(summaries[1].points.map(\.count) == [0])
    #expect(summaries[1].points[0].mean.isNaN)
  }

  @Test func `words among numbers make categories of all`() throws {
    let svg = try plot("x=x,y=y", [[1, nil, 1], [.number(2.5), nil, 1], ["two", nil, 2]]).svg()
    for label in [">1<", ">2.5<", ">two<"] { #expect(svg.contains(label)) }
  }

  @Test func `a loss that ran away is a gap`() throws {
    let svg = try plot(
      "x=x,y=y", [[1, nil, 1], [2, nil, "nan"], [3, nil, "-inf"], [4, nil, 2]]
    ).svg()
    #expect(!svg.contains("NaN") && !svg.contains("inf"))
  }

  @Test(
    arguments: [
      [0.0], [1e300, -1e300], [.leastNonzeroMagnitude], [1e-300, 1e300], [1, 1 + 1e-15], [-7, -7],
      [1_000_000.1, 1_000_000.3], [0.1 + 0.2, 0.3], [123_456_789, 5], [-1e-12, 1e-12],
    ] as [[Double]])
  func `has an axis for any numbers`(values: [Double]) throws {
    for log in ["", ",logy=true,logx=true"]
    where log.isEmpty || values.contains(where: { $0 > 1e-290 }) {
      let cells = values.map { [JSONValue.number(abs($0) + 1), nil, .number($0)] as [JSONValue?] }
      let svg = try plot("x=x,y=y" + log, cells).svg()
      #expect(!svg.lowercased().contains("nan") && !svg.contains("inf"))
      try WellFormed.check(svg)
    }
  }

  @Test(arguments: 0..<12)
  func `any text gives well-formed pictures`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for kind in ["line", "scatter", "heatmap"] {
      var request = PlotRequest(x: "x", y: kind == "heatmap" ? "group" : "y")
      request.kind = PlotKind(rawValue: kind)
      if kind == "heatmap" { request.z = "y" } else { request.by = "group" }
      request.title = RandomText.any(&generator)
      request.xLabel = RandomText.any(&generator)
      request.yLabel = RandomText.any(&generator)
      var plot = try Plot(
        request,
        columns: [
          ResultColumn("x", .parameter),
          ResultColumn("group", .parameter, unit: RandomText.any(&generator)),
          ResultColumn("y", .result), ResultColumn(RandomText.any(&generator), .parameter),
        ])
      for point in 1...30 {
        plot.append(
          ResultRow(
            point: point,
            cells: [
              .string(RandomText.any(&generator)),
              .string("\(point % 5)" + RandomText.any(&generator)),
              .number(Double.random(in: -3...3, using: &generator)), .integer(Int64(point)),
            ]))
      }
      try WellFormed.check(try plot.svg(identifier: RandomText.any(&generator)))
    }
  }
}
