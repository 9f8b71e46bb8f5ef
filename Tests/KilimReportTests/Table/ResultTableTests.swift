import KilimModel
import KilimTestSupport
import Testing

@testable import KilimReport

@Suite struct ResultTableTests {
  @Test(arguments: ResultFormat.allCases)
  func `writes the same table on every machine`(format: ResultFormat) throws {
    let figures = [
      try #require(PlotSamples.all.first).svg(), GraphSamples.alone.svg(identifier: "second"),
    ]
    let text = TableSamples.table.text(
      format, TableSamples.rows, title: "sweep/digits & <more>", figures: figures)
    let name = format == .text ? "table.txt" : "table.\(format.rawValue)"
    try GoldenText.compare(text, with: "Tests/Golden/tables/\(name)")
  }

  @Test func `JSON has the shape of the contract`() throws {
    let text = TableSamples.table.text(.json, TableSamples.rows)
    let items = try #require(try JSONValue(reading: text).items)
    #expect(items.count == TableSamples.rows.count)
    #expect(
      items[1] == [
        "point": 2, "params": ["k": 15, "metric": "man,hat\"tan"], "status": "FAILED",
        "results": ["accuracy": nil, "seconds": nil, "note": nil],
      ])
    // A parameter that takes no part is not there.
    #expect(items[2]["params"] == ["k": 3])
  }

  @Test func `JSON of no rows is an empty list`() throws {
    #expect(try JSONValue(reading: TableSamples.table.text(.json, [])) == [])
  }

  @Test func `rows come out one by one, but for the first of a text table`() {
    for format in ResultFormat.allCases {
      var writer = TableSamples.table.writer(format)
      var bytes: [UInt8] = []
      writer.begin(into: &bytes)
      for _ in 0..<3000 { writer.append(TableSamples.rows[0], into: &bytes) }
      bytes.removeAll()
      writer.append(TableSamples.rows[0], into: &bytes)
      #expect(!bytes.isEmpty)
      #expect(String(decoding: bytes, as: UTF8.self).contains("euclidean"))
    }
  }

  @Test func `a row that is too short has no values at its end`() throws {
    let text = TableSamples.table.text(.csv, [ResultRow(point: 1, cells: [5])])
    #expect(text == "point,k,metric,status,accuracy,seconds,note\r\n1,5,,,,,\r\n")
  }

  @Test(arguments: 0..<8)
  func `Python reads back the CSV of any text`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let table = ResultTable(columns: [
      ResultColumn("a,\"b", .parameter), ResultColumn("c", .result),
    ])
    let rows = (1...40).map { point in
      ResultRow(
        point: point,
        cells: [
          .string(RandomText.any(&generator)),
          .number(Double.random(in: -1e9...1e9, using: &generator)),
        ])
    }
    let script = """
      import csv, io, json, sys
      text = sys.stdin.buffer.read().decode("utf-8")
      print(json.dumps(list(csv.reader(io.StringIO(text, newline="")))))
      """
    guard let output = try Interpreter.run(script, input: table.text(.csv, rows)) else { return }
    let lines = try #require(try JSONValue(reading: output).items)
    #expect(lines.first == ["point", "a,\"b", "c"])
    for (line, row) in zip(lines.dropFirst(), rows) {
      let cells = try #require(line.items)
      #expect(cells[1] == row.cells[0])
      guard case .number(let number)? = row.cells[1], case .string(let text) = cells[2] else {
        Issue.record("no number in \(cells)")
        continue
      }
      #expect(Double(text) == number)
    }
    #expect(lines.count == rows.count + 1)
  }
}
