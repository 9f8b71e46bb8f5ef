package import KilimLaunch
package import KilimModel

/// One program to start on a host, with everything decided.
package struct RemoteOrder: Sendable, Hashable {
  package var token: LaunchToken
  /// The program and its arguments; for a bundle the arguments alone. Of variables there are only
  /// `loginVariables` in them.
  package var words: [CommandWord]
  /// The program is what the bundle in the working directory names.
  package var isBundle: Bool
  /// Raw shell text in front of the command; nil for none.
  package var prefix: String?
  package var environment: [Variable]
  package var workingDirectory: String
  /// Appended to.
  package var standardOutput: String
  /// The same path as `standardOutput` merges both streams into one file.
  package var standardError: String
  package var exitCodeFile: String
  package var timeLimitSeconds: Int64
  /// Time from SIGTERM to SIGKILL.
  package var graceSeconds: Int64

  /// What a program has from the login there, unless its own environment says otherwise.
  package static let loginVariables = ["HOME", "LOGNAME", "PATH", "USER"]

  package struct Variable: Sendable, Hashable {
    package var key: String
    package var value: String
    package init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  package init(
    token: LaunchToken, words: [CommandWord], isBundle: Bool = false, prefix: String? = nil,
    environment: [Variable], workingDirectory: String, standardOutput: String,
    standardError: String, exitCodeFile: String, timeLimitSeconds: Int64, graceSeconds: Int64 = 10
  ) {
    self.token = token
    self.words = words
    self.isBundle = isBundle
    self.prefix = prefix
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.standardOutput = standardOutput
    self.standardError = standardError
    self.exitCodeFile = exitCodeFile
    self.timeLimitSeconds = timeLimitSeconds
    self.graceSeconds = graceSeconds
  }
}
