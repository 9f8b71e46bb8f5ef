import KilimModel
import Testing

@testable import KilimManifest

/// Diagnostics in the formats of other programs.
struct ReportTests {
  private static let span = SourceSpan(
    file: "/d/jobs, all/a:1.yaml", line: 3, column: 5, endLine: 3, endColumn: 9)
  private static let error = Diagnostic(
    .unknownField, "100% of\r\nit: wrong, twice", hint: "did you mean `x`?", span: span,
    path: "spec.x", origin: "from App a@1")

  @Test func `escapes a workflow command as GitHub reads it`() {
    let text = GitHubRenderer.text([Self.error], directory: "/d")
    #expect(
      text == """
        ::error file=jobs%2C all/a%3A1.yaml,line=3,endLine=3,col=5,endColumn=9,title=K0202::\
        100%25 of%0D%0Ait: wrong, twice%0Ahint: did you mean `x`?%0Afrom App a@1

        """)
  }

  @Test func `gives no columns for several lines, no place where there is none`() {
    var diagnostic = Self.error
    diagnostic.span?.endLine = 4
    let several = GitHubRenderer.text([diagnostic], directory: "/e")
    #expect(
      several.hasPrefix("::error file=/d/jobs%2C all/a%3A1.yaml,line=3,endLine=4,title=K0202::"))
    let plain = Diagnostic(.patternNeverMatches, "m")
    #expect(GitHubRenderer.text([plain], directory: "/") == "::warning title=K0505::m\n")
    let note = Diagnostic(.ignoredField, "m")
    #expect(GitHubRenderer.text([note], directory: "/") == "::notice title=K0209::m\n")
    #expect(GitHubRenderer.text([], directory: "/") == "")
  }

  @Test func `places a SARIF result where the diagnostic is`() throws {
    let run = try run([Self.error])
    let result = try #require(run["results"]?.items?.first)
    #expect(
      result == [
        "ruleId": "K0202", "ruleIndex": .integer(Int64(try index(of: .unknownField))),
        "level": "error",
        "message": [
          "text": "100% of\r\nit: wrong, twice\nhint: did you mean `x`?\nfrom App a@1"
        ],
        "locations": [
          [
            "physicalLocation": [
              "artifactLocation": ["uri": "jobs%2C%20all/a%3A1.yaml"],
              "region": ["startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9],
            ],
            "logicalLocations": [["fullyQualifiedName": "spec.x"]],
          ]
        ],
      ])
  }

  @Test func `names every code as a SARIF rule with its help`() throws {
    let rules = try #require(try run([])["tool"]?["driver"]?["rules"]?.items)
    #expect(rules.map { $0["id"]?.plainText } == DiagnosticCode.allCases.map(\.rawValue))
    for (code, rule) in zip(DiagnosticCode.allCases, rules) {
      let help = try #require(rule["help"]?["text"]?.plainText)
      #expect(
        help.contains(code.meaning) && help.contains("\(code.severity.rawValue)[\(code.rawValue)]"))
    }
  }

  @Test func `is right by the schema of SARIF, with and without results`() throws {
    let plain = Diagnostic(.unreadableFile, "cannot read")
    let logs = [[], [Self.error], [Self.error, plain]].map {
      SARIFRenderer.log($0, version: "1.2.3", directory: "/d")
    }
    guard let answers = try SchemaValidator().check(logs, against: "sarif") else { return }
    #expect(answers == [.valid, .valid, .valid])
    var broken = logs[1]
    if case .object(let members) = broken { broken = .object(members.filter { $0.key != "runs" }) }
    let verdict = try SchemaValidator().check([broken], against: "sarif")
    #expect(verdict?.first?.isValid == false)
  }

  private func run(_ diagnostics: [Diagnostic]) throws -> JSONValue {
    let log = SARIFRenderer.log(diagnostics, version: "1.2.3", directory: "/d")
    #expect(log["version"] == "2.1.0")
    return try #require(log["runs"]?.items?.first)
  }

  private func index(of code: DiagnosticCode) throws -> Int {
    try #require(DiagnosticCode.allCases.firstIndex(of: code))
  }
}
