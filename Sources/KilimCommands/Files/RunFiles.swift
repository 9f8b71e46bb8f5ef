import Glibc
import KilimController
import KilimModel
import KilimTransport

/// Finds the files that a run wrote, wherever they are by now.
struct RunFiles {
  let report: RunReport

  /// The directory that has the outputs now; nil when there is none (yet).
  var directory: String? { report.outputs.existingDirectory }

  /// The path of one output; nil when it is not there.
  func path(of name: String) -> String? { report.outputs.path(of: name) }

  var standardOutput: String? { path(of: report.plan.stdoutFilename) }
  var standardError: String? { path(of: report.plan.stderrFilename) }

  /// The last lines of what the program said, for `describe`: of the error stream if it has any,
  /// else of the output stream.
  func evidence(lines: Int) -> LogExcerpt? {
    for name in [report.plan.stderrFilename, report.plan.stdoutFilename] {
      guard let path = path(of: name),
        let text = try? LocalFiles.tail(path, lines: lines, bytes: 16_384), !text.isEmpty
      else { continue }
      return LogExcerpt(
        file: path,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false).map {
          String($0).onOneLine
        })
    }
    return nil
  }
}

/// The end of a log file.
struct LogExcerpt: Hashable {
  var file: String
  var lines: [String]
}
