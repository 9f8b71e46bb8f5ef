import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// Why a job does not run again, or what it waits for.
struct JobOutlook {
  var object: ObjectRecord
  var entry: LedgerEntry
  /// Nil for a run that is no longer kept.
  var state: RunState?
  var entries: [LedgerEntry]
  var components: IdentityComponents?

  private var name: ResourceName { object.name }
  private var status: RunStatus { state?.status ?? entry.verdict ?? .pending }

  static func withoutRun(_ object: ObjectRecord) -> WhyReport.Outlook {
    object.deleted == nil
      ? .init(.notRun, "nothing has asked for a run yet", command: "kilim rerun \(object.name)")
      : .init(.removed, "its declaration was removed")
  }

  /// - Parameter now: what the declaration as it is would be made of.
  func outlook(
    _ now: Result<IdentityComponents, ControlPlane.Gone>, _ comparison: inout IdentityComparison
  ) throws(StoreError) -> WhyReport.Outlook {
    if let newest = entries.last, newest.number != entry.number {
      return .init(
        .superseded, "run #\(newest.number) is newer", command: "kilim why \(name)")
    }
    if object.deleted != nil {
      return .init(
        .removed,
        "its declaration was removed; given again unchanged it does not run: the ledger remembers")
    }
    switch now {
    case .failure(let problem):
      return .init(.invalid, "it cannot run as it is declared now: \(problem.message)")
    case .success(let now):
      let differences =
        try components.map { before throws(StoreError) in
          try comparison.differences(from: before, to: now)
        } ?? []
      return compared(Array(now.identity.bytes.prefix(16)), now, differences)
    }
  }

  private func compared(
    _ identity: [UInt8], _ now: IdentityComponents, _ differences: [IdentityDifference]
  ) -> WhyReport.Outlook {
    if object.updatePending {
      return .init(
        .waits, "its newer declaration waits behind run #\(entry.number) (\(status.name))",
        command: "kilim cancel \(name)#\(entry.number)", differences)
    }
    if identity == entry.identity { return unchanged }
    if components?.job == now.job {
      return .init(
        .stale, "Stale: what it uses has changed since, and its own text has not",
        command: "kilim apply --refresh -f FILE", differences)
    }
    let earlier = entries.last { $0.identity == identity && $0.condition != .superseded }
    if let earlier {
      return .init(
        .recalled, "it went back to what run #\(earlier.number) ran, so that run counts",
        command: "kilim rerun \(name)", differences)
    }
    return .init(
      .held, "its newer declaration was accepted without a run (`afterFinish: Hold`)",
      command: "kilim rerun \(name)", differences)
  }

  /// Nothing that can change a result has changed since.
  private var unchanged: WhyReport.Outlook {
    if state?.isLost == true {
      return .init(.lost, "nobody can say how its run ended", command: "kilim retry \(name)")
    }
    switch status {
    case .finished:
      return .init(
        .unchanged, "nothing that can change its result has changed since",
        command: "kilim rerun \(name)")
    case .failed:
      return .init(
        .failed, "its run failed, and a failed run is repeated only when asked for",
        command: "kilim retry \(name)")
    case .cancelled:
      return .init(
        .cancelled, "its run was cancelled, and is repeated only when asked for",
        command: "kilim retry \(name)")
    case .paused: return .init(.suspended, "it is suspended", command: "kilim resume \(name)")
    case .blocked:
      return .init(.blocked, "its run is BLOCKED\(state?.message.map { ": \($0)" } ?? "")")
    default: return .init(.goesOn, "its run goes on (\(status.name))")
    }
  }
}
