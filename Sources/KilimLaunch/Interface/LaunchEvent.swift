package import KilimModel

/// What a launcher tells of a program, in the order in which it happened.
///
/// Every event but `started` is the last one of its token, and is sent only after the launcher's
/// record of it is on disk.
package enum LaunchEvent: Sendable, Hashable {
  case started(LaunchToken, processID: Int32, at: Timestamp)
  /// The program and all that it started are gone.
  case ended(LaunchToken, ExitRecord)
  /// Nothing ran. The reason is for the user: `there is no program "foo" in PATH (/usr/bin:/bin)`.
  case failedToStart(LaunchToken, reason: String, at: Timestamp)
  /// Nothing ran, because it was cancelled while it waited.
  case cancelledBeforeStart(LaunchToken, at: Timestamp)
  /// It may have run, and nothing proves how it ended.
  case lost(LaunchToken, reason: String)
}
