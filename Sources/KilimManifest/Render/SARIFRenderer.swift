package import KilimModel

/// Diagnostics in the Static Analysis Results Interchange Format (SARIF 2.1.0).
package enum SARIFRenderer {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// A whole log with one run, also when there is no diagnostic.
  ///
  /// - Parameters:
  ///   - version: of Kilim.
  ///   - directory: the present one; files below it are named from there.
  package static func log(
    _ diagnostics: [Diagnostic], version: String, directory: String
  ) -> JSONValue {
    let codes = DiagnosticCode.allCases
    let driver: JSONValue = [
      "name": "kilim", "version": .string(version), "rules": .array(codes.map(rule)),
    ]
    let run: JSONValue = [
      "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
      "results": .array(diagnostics.map { result($0, codes, directory) }),
    ]
    return ["$schema": .string(schema), "version": "2.1.0", "runs": [run]]
  }

  private static func rule(_ code: DiagnosticCode) -> JSONValue {
    let page = DiagnosticPage(code)
    return [
      "id": .string(code.rawValue), "name": .string(pascalCase("\(code)")),
      "shortDescription": ["text": .string(code.meaning)],
      "help": ["text": .string(page.text), "markdown": .string(page.markdown)],
      "defaultConfiguration": ["level": .string(code.severity.rawValue)],
    ]
  }

  private static func result(
    _ diagnostic: Diagnostic, _ codes: [DiagnosticCode], _ directory: String
  ) -> JSONValue {
    let index = codes.firstIndex(of: diagnostic.code) ?? -1
    let parts = [diagnostic.message, diagnostic.hint.map { "hint: \($0)" }, diagnostic.origin]
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(diagnostic.code.rawValue)),
      .init("ruleIndex", .integer(Int64(index))),
      .init("level", .string(diagnostic.severity.rawValue)),
      .init("message", ["text": .string(parts.compactMap { $0 }.joined(separator: "\n"))]),
    ]
    var location: [JSONValue.Member] = []
    if let span = diagnostic.span {
      location.append(.init("physicalLocation", place(span, directory)))
    }
    if !diagnostic.path.isEmpty {
      location.append(
        .init("logicalLocations", [["fullyQualifiedName": .string(diagnostic.path)]]))
    }
    if !location.isEmpty { members.append(.init("locations", [.object(location)])) }
    return .object(members)
  }

  private static func place(_ span: SourceSpan, _ directory: String) -> JSONValue {
    func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
    return [
      "artifactLocation": ["uri": .string(PlainPath.uri(span.file, from: directory))],
      "region": [
        "startLine": number(span.line), "startColumn": number(span.column),
        "endLine": number(span.endLine), "endColumn": number(span.endColumn),
      ],
    ]
  }

  private static func pascalCase(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }
}
