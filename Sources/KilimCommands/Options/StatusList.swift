import ArgumentParser
import KilimManifest
import KilimModel

/// `--status RUNNING,FAILED`, in any case.
struct StatusList: Hashable {
  var statuses: Set<RunStatus>

  static func read(_ option: String) throws -> StatusList {
    var statuses: Set<RunStatus> = []
    for word in option.split(separator: ",") {
      guard let status = RunStatus(name: word.uppercased()) else {
        let names = RunStatus.allCases.map(\.name)
        let hint =
          Spelling.nearest(to: word.uppercased(), among: names).map { "did you mean \($0)?" }
          ?? "there are " + names.joined(separator: ", ")
        throw ValidationError("there is no status `\(word)`; \(hint)")
      }
      statuses.insert(status)
    }
    return StatusList(statuses: statuses)
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
