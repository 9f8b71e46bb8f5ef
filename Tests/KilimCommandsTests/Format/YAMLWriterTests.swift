import KilimModel
import Testing

@testable import KilimCommands

@Suite struct YAMLWriterTests {
  @Test func `writes a tree in block style`() {
    let tree: JSONValue = [
      "kind": "Run", "empty": [:], "none": [], "list": ["a", 1, ["x": 1, "b": ["z"]], [2, 3]],
      "nested": ["deep": ["flag": true, "nothing": nil]],
    ]
    #expect(
      YAMLWriter.text(tree) == """
        kind: Run
        empty: {}
        none: []
        list:
          - a
          - 1
          - x: 1
            b:
              - z
          -
            - 2
            - 3
        nested:
          deep:
            flag: true
            nothing: null

        """)
  }

  @Test(arguments: [
    ("yes", #""yes""#), ("No", #""No""#), ("null", #""null""#), ("1.0", #""1.0""#), ("", #""""#),
    ("a: b", #""a: b""#), ("a #b", #""a #b""#), ("a:", #""a:""#), ("-x", #""-x""#),
    (" x", #"" x""#), ("x ", #""x ""#), ("a\nb", #""a\nb""#), ("é", #""é""#),
    ("http://h/p?q=1", #""http://h/p?q=1""#), ("job/x#2", "job/x#2"), ("/a/b.txt", "/a/b.txt"),
    ("a b c", "a b c"), ("2026-01-01", #""2026-01-01""#), ("[x]", #""[x]""#),
  ])
  func `quotes what could be read as something else`(text: String, written: String) {
    #expect(YAMLWriter.text(["k": .string(text)]) == "k: \(written)\n")
  }
}
