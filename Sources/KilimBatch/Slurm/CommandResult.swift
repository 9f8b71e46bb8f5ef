/// What became of a command on a host.
package enum CommandResult: Hashable, Sendable {
  /// Its exit code (128 and the number for a signal) and what it printed.
  case exited(code: Int32, output: String, errors: String)
  /// It did not end in time, and was ended.
  case overdue
  /// It could not be started.
  case missing(reason: String)
}
