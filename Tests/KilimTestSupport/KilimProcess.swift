import CTestSystem
import Glibc

/// A started program whose streams go to files, so that nobody has to read while it runs.
package final class KilimProcess {
  package let identifier: Int32
  private let outputPath: String
  private let errorPath: String
  private var exitCode: Int?

  init(identifier: Int32, outputPath: String, errorPath: String) {
    self.identifier = identifier
    self.outputPath = outputPath
    self.errorPath = errorPath
  }

  deinit {
    if exitCode == nil { _ = try? kill() }
  }

  /// Waits for the end, which has to come within the limit.
  ///
  /// - Throws: `TestFailure` with what it printed, if it had to be killed after the limit.
  @discardableResult
  package func wait(seconds: Int = 120) throws(TestFailure) -> ProcessResult {
    if let result = try wait(milliseconds: seconds * 1000) { return result }
    let result = try kill()
    throw TestFailure("it did not end within \(seconds) s\n\(result)")
  }

  /// Waits so long at most; nil if it still runs.
  package func wait(milliseconds: Int) throws(TestFailure) -> ProcessResult? {
    if exitCode == nil {
      var status: Int32 = 0
      let answer = kilim_test_wait(identifier, Int32(milliseconds), &status)
      guard answer >= 0 else { throw TestFailure("process \(identifier): errno \(-answer)") }
      if answer == 0 { return nil }
      exitCode = Int(kilim_test_exit_code(status))
    }
    return ProcessResult(
      exitCode: exitCode ?? -1, output: try TextFile.read(outputPath),
      error: try TextFile.read(errorPath))
  }

  /// What it printed up to now.
  package var outputSoFar: String { (try? TextFile.read(outputPath)) ?? "" }

  package func send(_ signal: Int32) { if exitCode == nil { Glibc.kill(identifier, signal) } }

  /// Ends it with SIGKILL, as a power failure would.
  @discardableResult
  package func kill() throws(TestFailure) -> ProcessResult {
    send(SIGKILL)
    guard let result = try wait(milliseconds: 30_000) else {
      throw TestFailure("process \(identifier) outlives SIGKILL")
    }
    return result
  }
}
