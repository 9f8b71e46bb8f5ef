/// What an ended process left.
package struct ProcessResult: Sendable, CustomStringConvertible {
  /// The exit code, or 128 and the signal.
  package var exitCode: Int
  package var output: String
  package var error: String

  package var description: String { "exit \(exitCode)\n--- stdout\n\(output)--- stderr\n\(error)" }
}
