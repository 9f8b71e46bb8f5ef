/// What `squeue` and `sacct` print, as rows. Lines that are none, as login banners, and jobs that are
/// not ours, are passed over.
package enum SlurmListing {
  /// Of `SlurmCommands.list`: `71_[0-3,7%2]|PENDING|Priority|ocean.k...-1`.
  package static func rows(_ text: String) -> [SchedulerRow] {
    text.split(separator: "\n").flatMap { line -> [SchedulerRow] in
      let fields = line.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
      guard fields.count == 4, let name = SubmissionName(endOf: fields[3]) else { return [] }
      let state = SlurmState.state(fields[1], reason: String(fields[2]))
      return rows(fields[0], name, state)
    }
  }

  /// Of `SlurmCommands.account`: `71_3|FAILED|3:0|ocean.k...-1`.
  package static func accounts(_ text: String) -> [SchedulerRow] {
    text.split(separator: "\n").flatMap { line -> [SchedulerRow] in
      let fields = line.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
      guard fields.count == 4, let name = SubmissionName(endOf: fields[3]) else { return [] }
      let codes = fields[2].split(separator: ":").map { Int32($0) ?? 0 }
      let state = SlurmState.state(
        fields[1], exitCode: codes.first ?? 0, signal: codes.count > 1 ? codes[1] : 0)
      return rows(fields[0], name, state)
    }
  }

  private static func rows(
    _ id: Substring, _ name: SubmissionName, _ state: SchedulerRow.State
  ) -> [SchedulerRow] {
    guard let underscore = id.firstIndex(of: "_") else {
      return [SchedulerRow(name: JobName(name), id: String(id), state: state)]
    }
    let base = id[..<underscore]
    return indices(id[id.index(after: underscore)...]).map { index in
      SchedulerRow(name: JobName(name, index: index), id: "\(base)_\(index)", state: state)
    }
  }

  /// The largest array that Slurm can be built for.
  private static let mostTasks = 4_000_001

  /// Of `3`, and of `[0-3,7,10-20:5%2]`, the tasks that wait.
  static func indices(_ text: Substring) -> [Int] {
    guard text.first == "[" else { return Int(text).map { [$0] } ?? [] }
    let list = text.dropFirst().prefix { $0 != "]" && $0 != "%" }
    return list.split(separator: ",").flatMap { part -> [Int] in
      let (range, step) = split(part, at: ":")
      let (low, high) = split(range, at: "-")
      guard let first = Int(low), let last = Int(high ?? low), first <= last,
        last < mostTasks, let by = Int(step ?? "1"), by > 0
      else { return [] }
      return Array(stride(from: first, through: last, by: by))
    }
  }

  private static func split(
    _ text: Substring, at mark: Character
  ) -> (Substring, Substring?) {
    guard let index = text.firstIndex(of: mark) else { return (text, nil) }
    return (text[..<index], text[text.index(after: index)...])
  }

  /// `MaxArraySize` of `scontrol show config`; nil when it does not say. It is one more than the
  /// largest index.
  package static func largestArray(_ text: String) -> Int? {
    for line in text.split(separator: "\n") {
      let (key, value) = split(line, at: "=")
      guard key.prefix(while: { $0 != " " }) == "MaxArraySize", let value else { continue }
      return Int(value.filter { !$0.isWhitespace })
    }
    return nil
  }
}
