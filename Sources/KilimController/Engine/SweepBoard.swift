import KilimModel
import KilimStore

/// What the engine knows of sweeps: nothing of a point that has no run.
struct SweepBoard {
  private static let mostDelayed = 4096

  /// Sweeps of which a point can be started, oldest first.
  var startable: [SweepRecord] = []
  /// How many of the engine's runs are of points of a sweep.
  private(set) var active: [ObjectID: Int] = [:]
  /// What the template of a sweep says of all its points.
  var templates: [ObjectID: Template] = [:]
  /// Those of which points could start, that depend on something.
  var gated: [ObjectID] = []
  /// What is in the way of sweeps could not be stored.
  var obstaclesAreDue = false
  /// When subscribers of some sweep are to be told of something; nil for nothing to tell.
  var messagesDue: Timestamp?
  /// How many of the engine's runs wait for their next attempt.
  private var delayed: [ObjectID: Int] = [:]
  /// As they were told last.
  var told: [ResourceName: RunStatus] = [:]

  struct Template {
    /// Of its document: another template has another one.
    var key: Int64
    /// Whose slots the runs of its points take.
    var slotGroup: String

    init(key: Int64, plan: RunPlan?) {
      self.key = key
      slotGroup = plan.map(SlotGroup.name) ?? ""
    }
  }

  mutating func begin(_ owner: RunOwner) {
    if owner.point > 0 { active[owner.id, default: 0] += 1 }
  }

  mutating func end(_ run: ActiveRun) {
    guard run.owner.point > 0, let count = active[run.owner.id] else { return }
    active[run.owner.id] = count > 1 ? count - 1 : nil
    if run.isDelayed { goOn(run.owner) }
  }

  mutating func delay(_ owner: RunOwner) {
    if owner.point > 0 { delayed[owner.id, default: 0] += 1 }
  }

  mutating func goOn(_ owner: RunOwner) {
    guard owner.point > 0, let count = delayed[owner.id] else { return }
    delayed[owner.id] = count > 1 ? count - 1 : nil
  }

  mutating func setObstacle(_ sweep: ObjectID, _ words: String?) {
    guard let index = startable.firstIndex(where: { $0.id == sweep }) else { return }
    startable[index].obstacle = words
  }

  /// How many points of a sweep may get runs now. The reserve beside the slots is refilled in large
  /// steps, so that one transaction serves many points.
  ///
  /// - Parameter ended: of the engine's runs, those that end with this very transaction.
  func room(for sweep: SweepRecord, slots: Int, ended: Int) -> Int {
    var busy = (active[sweep.id] ?? 0) - ended
    let window = slots + Capacity.reserve
    if let parallelism = sweep.settings.parallelism {
      if parallelism < window { return max(0, parallelism - busy) }
    } else {
      // Points that wait for another attempt take no place; how many are held is bounded all the same.
      busy -= min(delayed[sweep.id] ?? 0, Self.mostDelayed)
    }
    return busy <= slots + Capacity.reserve / 2 ? window - busy : 0
  }
}
