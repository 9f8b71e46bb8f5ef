import Glibc
import KilimTestSupport

/// The Python of the tests (`KILIM_TEST_PYTHON`), as a reader of formats that is not ours.
enum Interpreter {
  /// - Returns: what the script prints; nil where there is no such Python and this is no CI run.
  static func run(_ script: String, input: String) throws -> String? {
    guard let python = getenv("KILIM_TEST_PYTHON").map({ String(cString: $0) }) else {
      guard getenv("CI") == nil else { throw TestFailure("KILIM_TEST_PYTHON is not set") }
      return nil
    }
    let sandbox = try Sandbox()
    let result = try sandbox.start(
      program: "/usr/bin/env", [python, "-c", script], input: input
    ).wait(seconds: 60)
    guard result.exitCode == 0 else { throw TestFailure("the script fails\n\(result)") }
    return result.output
  }
}
