/// One program to start, with everything decided.
package struct LaunchRequest: Sendable {
  package var token: LaunchToken
  /// Whose slots it takes: the id of a system.
  package var group: String
  /// The argument vector; the first is a path, or a name looked up in `PATH` of `environment`.
  package var arguments: [String]
  /// `KEY=VALUE` each. The launcher adds `_kilimAttempt=TOKEN` and nothing else.
  package var environment: [String]
  package var workingDirectory: String
  /// Appended to; made with mode 0644 less the umask when it does not exist.
  package var standardOutput: String
  /// The same path as `standardOutput` merges both streams into one file.
  package var standardError: String
  /// Receives the exit code as text (`0` and a newline; 128 + number for a signal); nil for none.
  package var exitCodeFile: String?
  /// Wall clock time after which the program is ended; nil for no limit.
  package var timeLimitSeconds: Int64?
  /// Time from SIGTERM to SIGKILL.
  package var graceSeconds: Int64

  package init(
    token: LaunchToken, group: String, arguments: [String], environment: [String],
    workingDirectory: String, standardOutput: String, standardError: String,
    exitCodeFile: String? = nil, timeLimitSeconds: Int64? = nil, graceSeconds: Int64 = 10
  ) {
    self.token = token
    self.group = group
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.standardOutput = standardOutput
    self.standardError = standardError
    self.exitCodeFile = exitCodeFile
    self.timeLimitSeconds = timeLimitSeconds
    self.graceSeconds = graceSeconds
  }
}
