package import KilimLifecycle
package import KilimModel

/// What happened, or would happen, to one object at `apply`.
package struct Change: Sendable, Hashable {
  package enum Action: String, Sendable, Hashable, CaseIterable {
    case created, updated, unchanged, rerun, superseded, waiting, cancelled, held, restored, pruned,
      orphaned
  }

  package var name: ResourceName
  package var action: Action
  /// For people: why, and what to do about it.
  package var reason: String?
  /// How many runs it makes at once.
  package var runs: Int
  /// What those runs may use: nodes times cores times the time limit.
  package var coreHours = 0.0
  /// So many runs that have not ended are ended.
  package var ended = 0
  /// So many runs repeat what ran before.
  package var repeated = 0
  /// The object's own limit on what one apply may start; nil for none.
  package var budget: Budget?
  /// Of a sweep: what happens to its points.
  package var points: PointTally?

  package init(name: ResourceName, action: Action, reason: String? = nil, runs: Int = 0) {
    self.name = name
    self.action = action
    self.reason = reason
    self.runs = runs
  }

  /// Whether whoever agreed to this change has agreed to another one too.
  func covers(_ other: Change) -> Bool {
    action == other.action && ended == other.ended && repeated == other.repeated
  }

  /// Whether anything is written.
  package var isChange: Bool { action != .unchanged && action != .orphaned }
}

/// The counts that `apply` and `diff` end with.
package struct ChangeSummary: Sendable, Hashable {
  package var counts: [Change.Action: Int] = [:]
  package var runs = 0
  package var coreHours = 0.0

  package init(_ changes: [Change] = []) {
    for change in changes {
      counts[change.action, default: 0] += 1
      runs += change.runs
      coreHours += change.coreHours
    }
  }

  package subscript(action: Change.Action) -> Int { counts[action] ?? 0 }
}

/// A run by its declaration's name and its number: `job/digits-k5#2`.
package struct RunName: Sendable, Hashable, CustomStringConvertible {
  package var owner: ResourceName
  package var number: Int

  package init(owner: ResourceName, number: Int) {
    self.owner = owner
    self.number = number
  }

  package var description: String { number == 0 ? "\(owner)" : "\(owner)#\(number)" }

  /// Of a sweep or a workflow as a whole, for those who wait for it.
  package init(whole: ResourceName) {
    owner = whole
    number = 0
  }

  /// Not one run, but all of a sweep or a workflow.
  package var isWhole: Bool { number == 0 }
}

/// What the user allows an apply to do.
package struct ApplyOptions: Sendable, Hashable {
  /// Runs may be repeated and ended without asking.
  package var isConfirmed = false
  package var replaceRunning = false
  package var refresh = false
  /// Refuses the whole apply when it would make more runs than this.
  package var maxNewRuns: Int?
  /// The same for what the new runs may use together.
  package var maxCoreHours: Double?
  /// Whether a budget is agreement enough: nobody is there to be asked.
  package var isUnattended = false
  /// Refuses the whole apply when anything differs from what the plan says.
  package var isExact = false
  package var inventory: InventoryOptions?
  /// Of each sweep only the points up to this position run; nil for all.
  package var sweepLimit: Int?
  package init() {}
}

/// Why nothing was applied although the input is right.
package enum ApplyRefusal: Sendable, Hashable {
  /// Runs would be repeated or ended, and nobody agreed to it.
  case needsConfirmation([Change])
  case tooManyRuns(wanted: Int, allowed: Int)
  case tooManyCoreHours(wanted: Double, allowed: Double)
  /// More than the object's own `spec.budget` allows.
  case overBudget(ResourceName, wanted: ChangeSummary, allowed: Budget)
  /// `--prune` with nothing declared.
  case emptySource
  /// `--prune` would remove most of the inventory.
  case prunesMost(removed: Int, of: Int)
}
