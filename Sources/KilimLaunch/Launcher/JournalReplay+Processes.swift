import CSystem
import KilimModel

extension JournalReplay.Entry {
  var intent: StartIntent {
    switch progress {
    case .starting(let intent), .started(let intent, _), .programEnded(let intent, _, _): intent
    case .claimed, .over: StartIntent(group: "", timeLimitSeconds: nil, graceSeconds: 10)
    }
  }

  var group: String { intent.group }

  /// The identity of what still lives of a program, if anything does.
  ///
  /// When the program itself has ended, a part of its tree may live on: the identity is then that
  /// of the program, and its process is not there.
  func identity(of token: LaunchToken, in table: ProcessTable) -> ProcessIdentity? {
    switch progress {
    case .claimed, .over: return nil
    case .started(_, let identity), .programEnded(_, let identity?, _):
      let present = table.entries[identity.process]
      let isSame = present.map { identity.matches($0) } ?? false
      let tree = ProcessTree(
        leader: identity.process, leaderIsGone: !isSame, token: token)
      guard !tree.members(in: table, except: 0).isEmpty else { return nil }
      return isSame || present == nil ? identity : identity.withoutProcess
    case .starting, .programEnded(_, nil, _):
      let own = table.entries.values.filter { $0.token == token && !$0.isZombie }
      let leader = own.filter { $0.session == $0.process }.min { $0.startTicks < $1.startTicks }
      guard let leader = leader ?? own.min(by: { $0.startTicks < $1.startTicks }) else {
        return nil
      }
      return ProcessIdentity(of: leader)
    }
  }

  /// What to say of a program of which nothing lives.
  var outcomeOfTheGone: LaunchOutcome {
    switch progress {
    case .claimed, .over: .lost(reason: "the journal of the launcher is damaged")
    case .starting: .lost(reason: "the launcher was killed while it started the program")
    case .started(_, let identity):
      .lost(
        reason: "the launcher was killed while process \(identity.process) ran; the process is "
          + "gone, how it ended is not known")
    case .programEnded(_, _, let exit): .ended(exit)
    }
  }
}

extension ProcessIdentity {
  /// Whether a process is this one: the start times agree to the system's unit of 10 ms.
  func matches(_ entry: ProcessEntry) -> Bool {
    let ticks = Int64(max(1, kilim_ticks_per_second()))
    let started = entry.startTicks * 1000 / ticks
    let unit = 1000 / ticks + 10
    return entry.process == process && entry.session == process
      && started >= startedAfter - unit && started <= startedBefore + unit
  }

  /// Its number has passed to another process.
  var withoutProcess: ProcessIdentity {
    var identity = self
    identity.process = 0
    return identity
  }

  /// Of a process whose start was not recorded.
  init(of entry: ProcessEntry) {
    let sinceBoot = entry.startTicks * 1000 / Int64(max(1, kilim_ticks_per_second()))
    let age = HostClock.sinceBoot - sinceBoot
    self.init(
      process: entry.process, startedAfter: sinceBoot, startedBefore: sinceBoot,
      started: HostClock.now.adding(milliseconds: -age))
  }
}
