import KilimModel
import KilimTestSupport
import Testing

@testable import KilimManifest

/// The points of sweeps, from the text of their manifests.
struct SweepSpaceTests {
  private struct Files: SourceInspector {
    var texts: [String: String] = [:]
    func kind(ofPath path: String) -> FileKind? { texts[path] == nil ? nil : .file }
    func contentDigest(ofPath path: String) -> Digest? { nil }
    func content(ofPath path: String, limit: Int) -> [UInt8]? { texts[path].map { Array($0.utf8) } }
  }

  private func resolve(
    _ parameters: String, exclude: String = "[]", files: [String: String] = [:]
  ) throws -> (space: SweepSpace?, diagnostics: [Diagnostic]) {
    let text = """
      apiVersion: kilim/v1
      kind: Sweep
      metadata: {name: s}
      spec: {parameters: \(parameters), exclude: \(exclude), template: {appId: a, appVersion: "1"}}
      """
    let loaded = ManifestLoader.load([
      SourceFile(name: "s.yaml", directory: "/d", bytes: Array(text.utf8))
    ])
    #expect(loaded.diagnostics == [])
    guard case .sweep(let spec)? = loaded.documents.first?.spec else {
      return (nil, loaded.diagnostics)
    }
    return SweepSpace.resolve(
      spec, directory: "/d", inspector: Files(texts: files), source: loaded.documents.first?.source)
  }

  private func points(
    _ parameters: String, exclude: String = "[]", files: [String: String] = [:]
  ) throws -> [String] {
    let (space, diagnostics) = try resolve(parameters, exclude: exclude, files: files)
    #expect(diagnostics == [])
    return try texts(try #require(space))
  }

  private func texts(_ space: SweepSpace, _ range: Range<Int>? = nil) throws -> [String] {
    var batch = PointBatch()
    try space.appendPoints(of: range ?? 0..<space.rawCount, to: &batch)
    return (0..<batch.count).map {
      String(decoding: batch.bytes[batch.range(of: $0)], as: UTF8.self)
    }
  }

  @Test(
    arguments: [
      (
        "[{grid: {k: [1, 2], m: [a, b]}}]",
        [#"{"k":1,"m":"a"}"#, #"{"k":1,"m":"b"}"#, #"{"k":2,"m":"a"}"#, #"{"k":2,"m":"b"}"#]
      ),
      (
        "[{grid: {m: [a, b], k: [1, 2]}}]",
        [#"{"k":1,"m":"a"}"#, #"{"k":1,"m":"b"}"#, #"{"k":2,"m":"a"}"#, #"{"k":2,"m":"b"}"#]
      ),
      ("[{zip: {k: [1, 2], m: [a, b]}}]", [#"{"k":1,"m":"a"}"#, #"{"k":2,"m":"b"}"#]),
      ("[{list: [{k: 1}, {m: x, k: 2}]}]", [#"{"k":1}"#, #"{"k":2,"m":"x"}"#]),
      (
        "[{grid: {x: {range: [0, 0.3, 0.1]}}}]",
        [#"{"x":0}"#, #"{"x":0.1}"#, #"{"x":0.2}"#, #"{"x":0.3}"#]
      ),
      ("[{grid: {x: {range: [5, 1, -2]}}}]", [#"{"x":5}"#, #"{"x":3}"#, #"{"x":1}"#]),
      ("[{grid: {x: {linspace: [0, 1, 3]}}}]", [#"{"x":0}"#, #"{"x":0.5}"#, #"{"x":1}"#]),
      ("[{grid: {x: {logspace: [0.01, 100, 3]}}}]", [#"{"x":0.01}"#, #"{"x":1}"#, #"{"x":100}"#]),
      ("[{grid: {x: {integers: [3, 5]}}}]", [#"{"x":3}"#, #"{"x":4}"#, #"{"x":5}"#]),
      (
        "[{grid: {k: [1]}}, {grid: {z: [true, 1.5]}}]",
        [#"{"k":1}"#, #"{"z":true}"#, #"{"z":1.5}"#]
      ),
      (
        "[{grid: {k: [2, 4]}, derived: {r: 1 / k, n: \"'k' + str(k)\"}}]",
        [#"{"k":2,"n":"k2","r":0.5}"#, #"{"k":4,"n":"k4","r":0.25}"#]
      ),
      (
        "[{grid: {s: [sgd, adam], m: [0, 0.9]}, when: {m: s == 'sgd'}}]",
        [#"{"m":0,"s":"sgd"}"#, #"{"s":"adam"}"#, #"{"m":0.9,"s":"sgd"}"#, #"{"s":"adam"}"#]
      ),
    ] as [(String, [String])])
  func `makes the points`(parameters: String, expected: [String]) throws {
    #expect(try points(parameters) == expected)
  }

  @Test func `leaves excluded points out`() throws {
    #expect(
      try points("[{grid: {k: [1, 2, 3], m: [a, b]}}]", exclude: "[\"k == 1 && m == 'a'\", k > 2]")
        == [#"{"k":1,"m":"b"}"#, #"{"k":2,"m":"a"}"#, #"{"k":2,"m":"b"}"#])
  }

  @Test func `reads tables, cell by cell`() throws {
    let file = "k,name,on,x\r\n1,\"a, \"\"b\"\"\",true,1e-3\r\n\r\n02,\"3\",,\n"
    #expect(
      try points("[{csv: p.csv}]", files: ["/d/p.csv": file])
        == [#"{"k":1,"name":"a, \"b\"","on":true,"x":0.001}"#, #"{"k":2,"name":"3"}"#])
    #expect(
      try points(
        "[{csv: {file: p.csv, columns: [k], separator: ;}}]", files: ["/d/p.csv": "k;z\n1;2\n"])
        == [#"{"k":1}"#])
    #expect(
      try points(
        "[{jsonLines: p.jsonl}]", files: ["/d/p.jsonl": "{\"b\":1,\"a\":\"x\"}\n\n{\"b\":2}\n"])
        == [#"{"a":"x","b":1}"#, #"{"b":2}"#])
  }

  @Test(arguments: [
    ("k,m\n1\n", "p.csv:2:1: the line has 1 cells, and the first line 2"),
    ("k,m\n1,2\n1,2,3\n", "p.csv:3:5: the line has 3 cells, and the first line 2"),
    ("k\n\"a\n", "p.csv:2:1: a quoted cell has no end"),
    ("k,2nd\n1,2\n", "p.csv:1:3: `2nd` cannot be the name of a parameter"),
    ("k,k\n1,2\n", "p.csv:1:1: a name stands twice in the first line"),
  ])
  func `says where a table is wrong`(file: String, message: String) throws {
    let diagnostics = try resolve("[{csv: p.csv}]", files: ["/d/p.csv": file]).diagnostics
    #expect(diagnostics.map(\.message) == [message])
    #expect(diagnostics.first?.span != nil)
  }

  @Test(arguments: [
    (
      "[{zip: {k: [1, 2], m: [a]}}]", "[]",
      "what is zipped has as many values each: `k` has 2, `m` has 1"
    ),
    ("[{grid: {k: [1, 1]}}]", "[]", "the value `1` stands twice"),
    (
      "[{grid: {k: [1]}, zip: {k: [2]}}]", "[]",
      "the parameter `k` gets its values twice in this space"
    ),
    ("[{grid: {k: [1]}}]", "[kk > 1]", "there is no parameter `kk`"),
    (
      "[{grid: {k: [1]}, derived: {a: b + 1, b: a + 1}}]", "[]",
      "the parameters `a`, `b` need each other"
    ),
    ("[{grid: {1k: [1]}}]", "[]", "`1k` cannot be the name of a parameter"),
    (
      "[{grid: {k: {range: [1, 9, -1]}}}]", "[]",
      "a `range` from 1 to 9 in steps of -1 has no values"
    ),
    ("[{csv: none.csv}]", "[]", "there is no file `none.csv` beside the manifest"),
    (
      "[{grid: {a: {integers: [1, 9999]}, b: {integers: [1, 9999]}}}]", "[]",
      "this space has more than 10000000 points"
    ),
    ("[]", "[]", "the sweep has no point"),
  ])
  func `says what is wrong with a space`(parameters: String, exclude: String, message: String)
    throws
  {
    let (space, diagnostics) = try resolve(parameters, exclude: exclude)
    #expect(space == nil)
    #expect(diagnostics.map(\.message) == [message])
  }

  @Test func `names the point for which an expression fails`() throws {
    let (space, _) = try resolve("[{grid: {k: [1, 0]}, derived: {r: 1 / k}}]")
    let error = #expect(throws: SweepProblem.self) { try texts(try #require(space)) }
    #expect(error?.point == #"{"k":0}"#)
  }

  @Test func `makes the same points piece by piece`() throws {
    let (found, _) = try resolve(
      "[{grid: {k: [1, 2, 3], m: [a, b]}, zip: {x: [1, 2], y: [3, 4]}}, {sobol: {count: 9, seed: 3, parameters: {u: {uniform: [0, 1]}}}}]",
      exclude: "[\"k == 2 && x == 1\"]")
    let space = try #require(found)
    let whole = try texts(space)
    for size in [1, 2, 5, 7] {
      var pieces: [String] = []
      for start in stride(from: 0, to: space.rawCount, by: size) {
        pieces += try texts(space, start..<min(start + size, space.rawCount))
      }
      #expect(pieces == whole)
    }
    #expect(Set(whole).count == whole.count)
  }

  @Test func `draws the same sample everywhere, whatever stands beside a parameter`() throws {
    let one = try points("[{random: {count: 3, seed: 5, parameters: {x: {uniform: [0, 1]}}}}]")
    #expect(one == ExpectedSamples.random)
    let two = try points(
      "[{random: {count: 3, seed: 5, parameters: {a: {choice: [p, q]}, x: {uniform: [0, 1]}}}}]")
    for (alone, beside) in zip(one, two) { #expect(beside.hasSuffix(String(alone.dropFirst()))) }
  }

  @Test func `has one value in each stratum of a Latin hypercube`() throws {
    let points = try points(
      "[{latinHypercube: {count: 50, seed: 1, parameters: {x: {uniform: [0, 50]}, y: {uniform: [0, 50]}}}}]"
    )
    for name in ["x", "y"] {
      let strata = try points.map { point -> Int in
        let value = try JSONValue(reading: point)[name]
        guard case .number(let number)? = value else { return value == 0 ? 0 : -1 }
        return Int(number)
      }
      #expect(Set(strata) == Set(0..<50))
    }
  }

  /// Printed by SciPy 1.17: `qmc.Sobol(d=21, scramble=False).random(8)`.
  @Test func `is the Sobol sequence of Joe and Kuo`() {
    let expected: [[Double]] = ExpectedSamples.sobol
    for (index, row) in expected.enumerated() {
      let ours = row.indices.map { dimension in
        Double(SobolSequence.number(index, SobolSequence.directions(dimension))) / 4_294_967_296
      }
      #expect(ours == row)
    }
  }

  @Test(arguments: [(0.5, 0), (0.975, 1.959963984540054), (0.001, -3.090232306167813)])
  func `inverts the normal distribution`(probability: Double, quantile: Double) {
    #expect(abs(NormalQuantile.value(at: probability) - quantile) < 1e-12)
  }
}
