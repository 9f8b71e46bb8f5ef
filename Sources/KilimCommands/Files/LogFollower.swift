import Glibc
import KilimController
import KilimModel

/// Prints a run's log while the run is driven to its end.
final class LogFollower: RunObserver {
  private let report: RunReport
  private let isErrorStream: Bool
  private let tail: Int?
  private let console: Console
  private var reader: LogReader?
  /// Why the log could not be read; told at the end.
  private(set) var failure: CommandFailure?

  init(_ report: RunReport, isErrorStream: Bool, tail: Int?, console: Console) {
    self.report = report
    self.isErrorStream = isErrorStream
    self.tail = tail
    self.console = console
  }

  var isEmpty: Bool { reader?.isEmpty ?? true }

  /// Prints what has come since the last call.
  func copy() {
    guard failure == nil else { return }
    do throws(CommandFailure) {
      if reader == nil {
        let files = RunFiles(report: report)
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
  func tick(now: Timestamp) { copy() }
}
