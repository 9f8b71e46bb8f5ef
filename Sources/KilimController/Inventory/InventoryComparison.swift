import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// What a set of sources declared before and does not any more.
struct InventoryComparison {
  private let options: InventoryOptions?
  private var members: [InventoryMember] = []
  private var orphans: [Orphan] = []

  private struct Orphan {
    var member: InventoryMember
    var change: Change
    var run: RunID?
    var end: RunEnd
  }

  /// What becomes of the newest run of an object that is pruned.
  private enum RunEnd {
    case none
    /// It was not submitted: it ends at once.
    case drop(Int)
    case cancel(Int)
    case letFinish(Int)
  }

  init(_ plan: ApplyPlan, in reader: StoreReader) throws(StoreError) {
    options = plan.options.inventory
    guard let options else { return }
    members = try reader.inventory(options.name)
    let given = Set(plan.entries.map(\.document.name))
    // An object with a name of several parts belongs to its workflow.
    var gone = members.filter {
      !$0.isDeleted && !given.contains($0.name) && !$0.name.name.contains("/")
    }
    guard !gone.isEmpty else { return }
    let elsewhere = try reader.inventoryObjects { !options.contains($0) }
    gone.removeAll { elsewhere.contains($0.id) }
    gone.sort { $0.name.description < $1.name.description }
    let used = try UsedDefinitions.of(gone.map(\.name), in: reader)
    for member in gone {
      orphans.append(try Self.orphan(member, user: used[member.name], options, reader))
    }
  }

  /// In the order of the names.
  var changes: [Change] { orphans.map(\.change) }

  /// Why it must not be pruned without being asked for; nil when it may.
  var refusal: ApplyRefusal? {
    let standing = members.count { !$0.isDeleted }
    let removed = orphans.count { $0.change.action == .pruned }
    guard standing > 10, removed * 2 > standing else { return nil }
    return .prunesMost(removed: removed, of: standing)
  }

  /// - Parameter owners: the objects that are declared now.
  func write(
    _ owners: [ObjectID], now: Timestamp, in transaction: StoreTransaction
  ) throws(StoreError) {
    guard let options else { return }
    var removed: [ObjectID] = []
    for orphan in orphans where orphan.change.action == .pruned {
      try end(orphan, now, transaction)
      _ = try transaction.markDeleted(orphan.member.name, now: now)
      removed.append(orphan.member.id)
    }
    let known = Set(members.map(\.id))
    let standing = Set(owners)
    removed += members.filter { $0.isDeleted && !standing.contains($0.id) }.map(\.id)
    try transaction.changeInventory(
      options.name, adding: owners.filter { !known.contains($0) }, removing: removed)
  }

  private func end(
    _ orphan: Orphan, _ now: Timestamp, _ transaction: StoreTransaction
  ) throws(StoreError) {
    guard let run = orphan.run else { return }
    switch orphan.end {
    case .none: try transaction.abandonIfLost(run, now)
    case .drop:
      if try transaction.requestCancel(run, now: now) {
        try transaction.record(run, .cancelled, now)
      }
    case .cancel: _ = try transaction.requestCancel(run, now: now)
    case .letFinish: break
    }
  }

  private static func orphan(
    _ member: InventoryMember, user: ResourceName?, _ options: InventoryOptions,
    _ reader: StoreReader
  ) throws(StoreError) -> Orphan {
    var change = Change(name: member.name, action: .orphaned)
    if let user {
      change.reason = "no longer declared; stays, since \(user) uses it"
      return Orphan(member: member, change: change, end: .none)
    }
    let newest = try reader.newestRun(of: member.name)
    guard options.prunes else {
      change.reason = "no longer declared; `kilim apply --prune` removes it"
      return Orphan(member: member, change: change, run: newest?.id, end: .none)
    }
    var end = RunEnd.none
    if let newest { end = Self.end(of: newest, try policy(member.name, reader)) }
    change.action = .pruned
    change.reason = words(end)
    switch end {
    case .drop, .cancel: change.endsRuns = true
    case .none, .letFinish: break
    }
    return Orphan(member: member, change: change, run: newest?.id, end: end)
  }

  private static func policy(
    _ name: ResourceName, _ reader: StoreReader
  ) throws(StoreError) -> PrunePolicy? {
    try reader.object(name).flatMap { SpecCoding.jobSpec(fromJSON: $0.content.spec)?.onPrune }
  }

  private static func end(of run: RunRecord, _ policy: PrunePolicy?) -> RunEnd {
    guard !run.state.isSettled else { return .none }
    let held = run.state.status == .blocked || run.state.status == .paused
    let status = (held ? run.state.resume : run.state.status) ?? .pending
    if status.isBeforeLaunch { return .drop(run.number) }
    if status == .queued || policy == .cancel { return .cancel(run.number) }
    return .letFinish(run.number)
  }

  private static func words(_ end: RunEnd) -> String {
    switch end {
    case .none: "no longer declared; outputs and ledger stay"
    case .drop(let run): "no longer declared; run #\(run), which has not started, is cancelled"
    case .cancel(let run): "no longer declared; run #\(run) is cancelled"
    case .letFinish(let run): "no longer declared; run #\(run) goes on to its end"
    }
  }
}
