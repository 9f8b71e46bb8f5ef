import KilimBatch
import KilimModel

/// The machine that submits jobs: its commands and its files. This one, or one behind SSH. For one
/// thread, which may wait.
protocol BatchHost: AnyObject {
  /// Runs a command to its end, or ends it after so many milliseconds.
  func run(_ words: [String], milliseconds: Int64) -> CommandResult

  /// Writes files, each whole or not at all, and makes the directories above them.
  ///
  /// - Throws: in the user's words.
  func write(_ files: [HostFile]) throws(HostFailure)

  /// What lies there about attempts; those that cannot be looked at now are missing.
  func inspect(_ places: [AttemptPlace]) -> [String: AttemptEvidence]

  /// Claims submissions, so that they can never start: true for those that are Kilim's, then or
  /// before; false for those that their jobs have claimed. Those that could not be claimed are
  /// missing.
  func revoke(_ places: [SubmissionPlace]) -> [SubmissionName: Bool]

  /// Has what is still under way after that time fail, and all that follows. May be called from any
  /// thread.
  func interrupt(after milliseconds: Int64)
}

struct HostFile {
  /// Absolute.
  var path: String
  var text: String
  var mode: UInt16
}

struct HostFailure: Error {
  var message: String
}

/// Where the records of an attempt are.
struct AttemptPlace {
  var token: String
  /// Absolute.
  var execDirectory: String
}

struct SubmissionPlace {
  var name: SubmissionName
  /// Absolute.
  var execDirectory: String

  /// Of the submission's own files.
  var directory: String { "\(execDirectory)/\(AttemptFiles.directory)/\(name.directoryName)" }
}

extension SubmissionName {
  /// As its script gets it as an argument.
  var directoryName: String { "\(token)-\(number)" }
}
