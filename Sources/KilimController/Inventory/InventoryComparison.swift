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
    var runs = PrunedRuns()
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

  /// The runs whose programs are being ended.
  var ending: [RunName] { orphans.flatMap { $0.change.action == .pruned ? $0.runs.ending : [] } }

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
      try orphan.runs.end(of: orphan.member, now: now, in: transaction)
      _ = try transaction.markDeleted(orphan.member.name, now: now)
      removed.append(orphan.member.id)
    }
    let known = Set(members.map(\.id))
    let standing = Set(owners)
    removed += members.filter { $0.isDeleted && !standing.contains($0.id) }.map(\.id)
    try transaction.changeInventory(
      options.name, adding: owners.filter { !known.contains($0) }, removing: removed)
  }

  private static func orphan(
    _ member: InventoryMember, user: ResourceName?, _ options: InventoryOptions,
    _ reader: StoreReader
  ) throws(StoreError) -> Orphan {
    var change = Change(name: member.name, action: .orphaned)
    if let user {
      change.reason = "no longer declared; stays, since \(user) uses it"
      return Orphan(member: member, change: change)
    }
    guard options.prunes else {
      change.reason = "no longer declared; `kilim apply --prune` removes it"
      return Orphan(member: member, change: change)
    }
    let runs = try PrunedRuns(of: member, in: reader)
    change.action = .pruned
    change.reason = "no longer declared; \(runs.words)"
    change.ended = runs.endedCount
    return Orphan(member: member, change: change, runs: runs)
  }
}
