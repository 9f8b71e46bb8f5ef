/// `parameterSet` of a job or of an app's `jobAttributes` (Tapis reference, section 2).
package struct ParameterSet: Sendable, Hashable {
  package var appArgs: [Argument] = []
  package var containerArgs: [Argument] = []
  package var schedulerOptions: [Argument] = []
  package var envVariables: [EnvironmentVariable] = []
  package var archiveFilter: ArchiveFilter?
  package var logConfig: LogConfig?
  package init() {}
}

/// How an app's argument or variable takes part in a job (Tapis reference, section 2.1).
package enum InputMode: String, Sendable, Hashable, CaseIterable {
  case required = "REQUIRED"
  case fixed = "FIXED"
  case includeOnDemand = "INCLUDE_ON_DEMAND"
  case includeByDefault = "INCLUDE_BY_DEFAULT"
}

/// One fragment of a command line, in a job or in an app.
package struct Argument: Sendable, Hashable {
  package var name: String?
  package var description: String?
  /// Split by POSIX word rules; `$NAME` stays live.
  package var arg: String?
  /// Literal words: neither split nor expanded.
  package var args: [String]?
  /// Only in a job.
  package var include: Bool?
  /// Only in an app; nil there means INCLUDE_ON_DEMAND.
  package var inputMode: InputMode?
  package var notes: JSONValue?
  package init() {}
}

/// One environment variable of a job, an app or a system (Tapis reference, section 2.2).
package struct EnvironmentVariable: Sendable, Hashable {
  /// Says "no value yet", which is not the empty value.
  package static let notSet = "!tapis_not_set"

  package var key = ""
  package var value: String?
  package var description: String?
  package var include: Bool?
  /// Nil in an app or a system means INCLUDE_BY_DEFAULT.
  package var inputMode: InputMode?
  package var notes: JSONValue?
  package init() {}
}

package struct ArchiveFilter: Sendable, Hashable {
  package var includes: [String] = []
  package var excludes: [String] = []
  package var includeLaunchFiles: Bool?
  package init() {}
}

/// Names of the captured streams, relative to the output directory; equal names merge them.
package struct LogConfig: Sendable, Hashable {
  package var stdoutFilename = "tapisjob.out"
  package var stderrFilename = "tapisjob.out"
  package init() {}
}
