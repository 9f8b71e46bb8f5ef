import Glibc
import KilimModel
import KilimTestSupport

/// A JSON Schema validator that is not ours: `Tests/Services/schema.py`.
struct SchemaValidator {
  enum Answer: Hashable {
    case valid
    case invalid(String)

    var isValid: Bool { self == .valid }
  }

  private let sandbox: Sandbox

  init() throws(TestFailure) { sandbox = try Sandbox() }

  /// - Returns: nil when the Python package is missing and this is not a CI run.
  /// - Throws: `TestFailure` also when the schema itself is wrong.
  func check(
    _ documents: [JSONValue], against schema: JSONValue
  ) throws(TestFailure) -> [Answer]? {
    let requests = [["schema": schema]] + documents.map { ["document": $0] as JSONValue }
    let input = requests.reduce(into: "") { $0 += $1.text + "\n" }
    let result = try sandbox.start(
      program: "/usr/bin/env", [python, LoopbackService.path("schema.py")], input: input
    ).wait(seconds: 300)
    let answers = result.output.split(separator: "\n").map(Self.answer)
    if result.output.hasPrefix("missing"), getenv("CI") == nil {
      print("skipped: \(result.output)see scripts/test-requirements.txt")
      return nil
    }
    guard answers.count == requests.count, answers.first == .valid else {
      throw TestFailure("the validator fails, or the schema is wrong\n\(result)")
    }
    return Array(answers.dropFirst())
  }

  private var python: String {
    getenv("KILIM_TEST_PYTHON").map { String(cString: $0) } ?? "python3"
  }

  private static func answer(_ line: Substring) -> Answer {
    line == "valid" ? .valid : .invalid(String(line))
  }
}
