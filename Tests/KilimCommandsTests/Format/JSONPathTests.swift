import KilimModel
import Testing

@testable import KilimCommands

@Suite struct JSONPathTests {
  private let tree: JSONValue = [
    "items": [
      ["metadata": ["name": "a", "labels": ["x.y": "1"]], "status": ["exitCode": 0]],
      ["metadata": ["name": "b"], "status": ["exitCode": 3]],
    ]
  ]

  @Test(arguments: [
    ("{.items[*].metadata.name}", "a b"), ("{.items[0].status.exitCode}", "0"),
    ("{.items[-1].metadata.name}", "b"), (".items[1].metadata.name", "b"),
    ("items[1].metadata.name", "b"), ("{.items[0].metadata.labels['x.y']}", "1"),
    ("n={.items[0].metadata.name}!", "n=a!"), ("{.missing}", ""), ("{.items[9].metadata}", ""),
    (#"{range .items[*]}{.metadata.name}={.status.exitCode}{"\n"}{end}"#, "a=0\nb=3\n"),
    ("{.items[1].metadata}", #"{"name":"b"}"#), ("{$.items[0].metadata.name}", "a"),
    ("{.items[1].status.*}", "3"), (#"{"}"}"#, "}"),
  ])
  func `finds values`(template: String, text: String) throws {
    #expect(try JSONPath(template).text(of: tree) == text)
  }

  @Test(arguments: [
    "{.items", "{.items[}", "{.items[x]}", "{end}", "{range .items[*]}{.a}", "{.items]x}[",
  ])
  func `refuses what it does not understand`(template: String) {
    #expect(throws: JSONPathError.self) { try JSONPath(template) }
  }
}
