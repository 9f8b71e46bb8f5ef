import ArgumentParser
import KilimController
import KilimManifest
import KilimModel

/// `--status RUNNING,FAILED`, in any case.
struct StatusList: Hashable {
  var statuses: Set<RunStatus>
  /// Those that only sweeps have, as they are written.
  var ofSweeps: Set<String> = []

  static func read(_ option: String) throws -> StatusList {
    var list = StatusList(statuses: [])
    for word in option.split(separator: ",") {
      if let known = sweepWords.first(where: { $0.lowercased() == word.lowercased() }) {
        list.ofSweeps.insert(known)
        continue
      }
      guard let status = RunStatus(name: word.uppercased()) else {
        let names = RunStatus.allCases.map(\.name) + sweepWords
        let hint =
          Spelling.nearest(to: word.uppercased(), among: names).map { "did you mean \($0)?" }
          ?? "there are " + names.joined(separator: ", ")
        throw ValidationError("there is no status `\(word)`; \(hint)")
      }
      list.statuses.insert(status)
    }
    return list
  }

  private static let sweepWords = [
    "Active", "FailureLimitReached", "Limited", "Suspended", "Waiting",
  ]

  /// A sweep's own word for its status, or that of all its points taken together.
  func contains(_ report: SweepReport) -> Bool {
    statuses.contains(report.state.status) || ofSweeps.contains(report.status)
  }
}

/// `--since 10m`, `--timeout 2h`.
enum DurationOption {
  static func read(_ option: String) throws -> TypedDuration {
    guard let duration = TypedDuration(option) else {
      throw ValidationError("`\(option)` is no duration; write 30s, 10m, 2h30m or 1d")
    }
    return duration
  }
}
