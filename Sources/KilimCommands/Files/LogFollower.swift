import Glibc
import KilimController
import KilimModel

/// Prints a run's log while the run is driven to its end.
final class LogFollower: RunObserver {
  private let files: RunFiles
  private let isErrorStream: Bool
  private let tail: Int?
  private let console: Console
  private var reader: LogReader?
  private var remoteReader: RemoteLogReader?
  private var lastLook: Timestamp?
  /// Why the log could not be read; told at the end.
  private(set) var failure: CommandFailure?

  init(_ files: RunFiles, isErrorStream: Bool, tail: Int?, console: Console) {
    self.files = files
    if let remote = files.remote {
      let plan = files.report.plan
      remoteReader = RemoteLogReader(
        remote, isErrorStream ? plan.stderrFilename : plan.stdoutFilename, tail: tail)
    }
    self.isErrorStream = isErrorStream
    self.tail = tail
    self.console = console
  }

  var isEmpty: Bool { remoteReader?.isEmpty ?? reader?.isEmpty ?? true }

  /// Prints what has come since the last call.
  func copy() {
    guard failure == nil else { return }
    do throws(CommandFailure) {
      if remoteReader != nil {
        try remoteReader?.copy(to: STDOUT_FILENO)
        return
      }
      if reader == nil {
        guard let path = isErrorStream ? files.standardError : files.standardOutput else { return }
        reader = try LogReader(path: path, tail: tail)
      }
      try reader?.copy(to: STDOUT_FILENO)
    } catch {
      failure = error
    }
  }

  func runsChanged(_ changes: [RunProgress]) {}
  func roleChanged(to role: DriveRole) {}
  func hindered(by words: String) { console.remark(words) }

  func tick(now: Timestamp) {
    // Each look at a host is a round trip.
    if remoteReader != nil {
      guard lastLook.map({ now.milliseconds(since: $0) >= 1000 }) ?? true else { return }
      lastLook = now
    }
    copy()
  }
}
