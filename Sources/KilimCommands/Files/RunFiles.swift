import Glibc
import KilimController
import KilimModel
import KilimTransport

/// Finds the files that a run wrote, wherever they are by now.
struct RunFiles {
  let report: RunReport
  /// Where they are, when that is an SSH host: then there are no paths, only content.
  let remote: RemoteOutputs?

  init(report: RunReport, _ plane: ControlPlane) throws(CommandFailure) {
    self.report = report
    remote = try engine { () throws(EngineError) in try plane.remoteOutputs(of: report) }
  }

  /// The directory that has the outputs now; nil when there is none (yet).
  var directory: String? { report.outputs.existingDirectory }

  /// The path of one output; nil when it is not there.
  func path(of name: String) -> String? { report.outputs.path(of: name) }

  var standardOutput: String? { path(of: report.plan.stdoutFilename) }
  var standardError: String? { path(of: report.plan.stderrFilename) }

  /// The content of one output; nil when it is not there.
  func content(of name: String, limit: Int) throws(TransferError) -> [UInt8]? {
    guard let remote else {
      guard let path = path(of: name) else { return nil }
      return try LocalFiles.read(path, limit: limit)
    }
    let content: [UInt8]?
    do throws(EngineError) {
      content = try remote.read(name, limit: limit + 1)
    } catch {
      throw TransferError(error.message, isTemporary: true)
    }
    guard let content, content.count > limit else { return content }
    throw TransferError("\(name) has more than \(limit) bytes", isTemporary: false)
  }

  /// The last lines of what the program said, for `describe`: of the error stream if it has any,
  /// else of the output stream.
  func evidence(lines: Int) -> LogExcerpt? {
    for name in [report.plan.stderrFilename, report.plan.stdoutFilename] {
      guard let (file, text) = tail(of: name, lines: lines), !text.isEmpty else { continue }
      return LogExcerpt(
        file: file,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false).map {
          String($0).onOneLine
        })
    }
    return nil
  }

  private func tail(of name: String, lines: Int) -> (file: String, text: String)? {
    let bytes = 16_384
    if let remote {
      guard let text = try? remote.tail(name, lines: lines, bytes: bytes) else { return nil }
      return ("\(name) on \(remote.systemId)", text)
    }
    guard let path = path(of: name),
      let text = try? LocalFiles.tail(path, lines: lines, bytes: bytes)
    else { return nil }
    return (path, text)
  }
}

/// The end of a log file.
struct LogExcerpt: Hashable {
  var file: String
  var lines: [String]
}
