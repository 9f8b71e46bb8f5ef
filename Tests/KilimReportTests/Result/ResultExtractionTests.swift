import KilimModel
import KilimReport
import Testing

@Suite struct ResultExtractionTests {
  private func extraction(json: String? = nil, regex: String? = nil) throws -> ResultExtraction {
    var field = ResultField()
    field.name = "value"
    field.json = json
    field.regex = regex
    return try ResultExtraction(field)
  }

  @Test(
    arguments: [
      (".accuracy", "{\"accuracy\": 0.97}", .number(0.97)),
      (".scores[1].value", "{\"scores\": [{}, {\"value\": 3}]}", 3),
      (".[0]", "[\"a\"]", "a"), (".[1][0]", "[0, [true]]", true),
      (".a.b", "{\"a\": {\"b\": null}}", nil),
      (".a", "\u{FEFF}{\"a\": [1, \"x\"]}\n", [1, "x"]),
      (".größe-2", "{\"größe-2\": \"12\"}", "12"),
    ] as [(String, String, JSONValue)])
  func `takes what stands at a path of JSON`(path: String, text: String, value: JSONValue) throws {
    #expect(try extraction(json: path).value(in: Array(text.utf8)) == value)
  }

  @Test(
    arguments: [
      ("took ([0-9.]+)", "took 1\ntook 2.50 s\n", .number(2.5)),
      ("epoch [0-9]+", "epoch 1\nepoch 2\n", "epoch 2"),
      ("n=(\\S+)", "n=12", 12), ("n=(\\S+)", "n=-1e-3", .number(-0.001)),
      ("n=(\\S+)", "n=+.5", .number(0.5)), ("n=(\\S+)", "n=5.", .number(5)),
      ("n=(\\S+)", "n=007", 7), ("n=(\\S+)", "n=0x10", "0x10"), ("n=(\\S+)", "n=nan", "nan"),
      ("n=(\\S+)", "n=inf", "inf"), ("n=(\\S+)", "n=1e", "1e"), ("n=(\\S+)", "n=1e999", "1e999"),
      ("n=(.*)", "n=  3 \r\n", 3), ("n=(.*)", "n=", ""), ("n=(.*)", "n= a b ", "a b"),
      ("n=(\\S+)", "n=99999999999999999999", .number(1e20)), ("n=(\\S+)", "n=.", "."),
    ] as [(String, String, JSONValue)])
  func `takes the last match, as a number if it is one`(
    expression: String, text: String, value: JSONValue
  ) throws {
    #expect(try extraction(regex: expression).value(in: Array(text.utf8)) == value)
  }

  @Test(arguments: [
    (".a", "", "the file is empty"),
    (".a", "{\n  \"a\": nan\n}", "the file is not JSON: not a JSON value, at line 2, column 8"),
    (
      ".a", "{\"a\": 1} {}",
      "the file is not JSON: text after the end of the value, at line 1, column 10"
    ),
    (
      ".acuracy", "{\"accuracy\": 1}",
      "there is no `.acuracy`: the document has no `acuracy`; did you mean `accuracy`?"
    ),
    (
      ".a[3].b", "{\"a\": [1, 2]}", "there is no `.a[3].b`: `.a` has 2 items, and [3] counts from 0"
    ),
    (".a.b", "{\"a\": 1}", "there is no `.a.b`: `.a` is a number and has no `b`"),
    (".a[0]", "{\"a\": {}}", "there is no `.a[0]`: `.a` is an object, not a list"),
    (
      ".x", "{\"alpha\": 1, \"beta\": 2}",
      "there is no `.x`: the document has no `x`, but `alpha`, `beta`"
    ),
    (".x", "{}", "there is no `.x`: the document is an empty object"),
  ])
  func `says why there is no value in JSON`(path: String, text: String, message: String) throws {
    let error = try #require(throws: ResultExtractionError.self) {
      try extraction(json: path).value(in: Array(text.utf8))
    }
    #expect(error.message == message)
  }

  @Test func `says that nothing matches, and what is no path or expression`() throws {
    #expect(throws: ResultExtractionError.noMatch(expression: "took (\\d+)")) {
      try extraction(regex: "took (\\d+)").value(in: Array("took long".utf8))
    }
    #expect(throws: ResultExtractionError.nothingWanted) { try extraction() }
    #expect(throws: ResultExtractionError.wrongPath("a")) { try extraction(json: "a") }
    for path in ["", ".", ".a..b", ".a[", ".a[x]", ".a[]", ".a]", ".a[1]b"] {
      #expect(throws: ResultExtractionError.wrongPath(path)) { try extraction(json: path) }
    }
    let error = try #require(throws: ResultExtractionError.self) { try extraction(regex: "a(") }
    #expect(error.message.hasPrefix("`a(` is no regular expression: the ( has no )"))
  }
}
