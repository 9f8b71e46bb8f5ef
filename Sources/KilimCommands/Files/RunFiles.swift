import Glibc
import KilimController
import KilimModel
import KilimTransport

/// Finds the files that a run wrote, wherever they are by now.
struct RunFiles {
  let report: RunReport

  /// The places where outputs may lie, the likeliest first.
  private var directories: [String] {
    [report.outputsDirectory, report.plan.directories.output, report.plan.archive.directory]
      .filter { !$0.isEmpty }
  }

  /// The directory that has the outputs now; nil when there is none (yet).
  var directory: String? { directories.first { access($0, F_OK) == 0 } }

  /// The path of one output; nil when it is not there.
  func path(of name: String) -> String? {
    directories.map { "\($0)/\(name)" }.first { access($0, F_OK) == 0 }
  }

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
