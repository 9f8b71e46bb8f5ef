import CSystem
import Glibc
import KilimModel

/// The launcher's state and its loop. One thread; whatever can make it wait is done elsewhere.
final class Launcher {
  let options: LauncherOptions
  let seat: LauncherSeat
  let journal: JournalFile
  let bootID: String
  let own = getpid()
  let epoll: Int32
  let signals: Int32
  let starter: ProgramStarter
  let syncer: Syncer
  var listener: Int32

  var jobs: [LaunchToken: LaunchedJob] = [:]
  var groups: [String: JobGroup] = [:]
  /// Programs that this process started and has not waited for.
  var children: [Int32: LaunchedJob] = [:]
  /// Programs of a launcher that is gone, by their descriptor.
  var adopted: [Int32: LaunchedJob] = [:]
  /// Programs whose tree is being ended.
  var stopping: [LaunchToken: LaunchedJob] = [:]
  /// Programs that have ended, whose outcomes are still to be written.
  var unsettled: [EndedProgram] = []
  /// Processes that programs left behind, and when they get SIGKILL.
  var strays: [Int32: Int64] = [:]
  /// Outcomes that are not on disk yet, in the order of the journal.
  var undelivered = Queue<LaunchedJob>()
  /// Jobs that are not over.
  var unfinished = 0
  /// Tokens made before this may have been in an unreadable part of the journal.
  var damagedAt: Timestamp?

  var clients: [Int32: ClientConnection] = [:]
  var lastClient: UInt32 = 0

  /// The journal is on disk up to here.
  var synced = 0
  var syncing = 0
  var lastSync = Int64.min / 2
  /// The file's name is on disk.
  var isNameSynced = false
  /// The last sync failed: what the file holds cannot be trusted, it is written anew.
  var needsRewrite = false
  var toldFailure: String?

  /// Milliseconds since boot, of this turn of the loop.
  var now: Int64 = HostClock.sinceBoot
  var nextDeadline = Int64.max
  var retryStartsAt = Int64.max
  /// Said in the log once, not at every try.
  var lastComplaint: String?
  var sweepAt = Int64.max
  var idleSince: Int64?
  /// Told to leave: starts nothing more.
  var isDraining = false

  init(
    options: LauncherOptions, seat: LauncherSeat, listener: Int32, signals: Int32,
    journal: JournalFile, bootID: String
  ) throws(LaunchError) {
    let epoll = kilim_epoll_create()
    guard epoll >= 0, let starter = ProgramStarter(), let syncer = Syncer() else {
      throw .system(action: "start the launcher of", path: seat.path, reason: systemReason(errno))
    }
    self.options = options
    self.seat = seat
    self.listener = listener
    self.signals = signals
    self.journal = journal
    self.bootID = bootID
    self.epoll = epoll
    self.starter = starter
    self.syncer = syncer
    for descriptor in [listener, signals, syncer.answers] {
      guard kilim_epoll_add(epoll, descriptor) == 0 else {
        throw .system(action: "watch the sockets of", path: seat.path, reason: systemReason(errno))
      }
    }
  }

  /// Serves until there is nothing more to do.
  func run() {
    var ready = [kilim_ready](repeating: kilim_ready(), count: 64)
    while !isDone() {
      let count = kilim_epoll_wait(epoll, &ready, 64, millisecondsToWait())
      now = HostClock.sinceBoot
      // Exits first: a program that ended by itself is not cancelled after that.
      reap(if: ready[..<Int(max(0, count))].contains { $0.descriptor == signals })
      for event in ready[..<Int(max(0, count))] { handle(event) }
      work()
    }
  }

  /// What every turn does after the news is in.
  private func work() {
    checkDeadlines()
    runStopRounds()
    sweepStrays()
    claimMore()
    startPrograms()
    settleEnded()
    claimMore()
    writeJournal()
    syncIfDue()
    flushClients()
  }

  private func handle(_ event: kilim_ready) {
    switch event.descriptor {
    case signals: break
    case listener: acceptClients()
    case syncer.answers: finishSync()
    default:
      if let job = adopted[event.descriptor] { return adoptedEnded(job) }
      if let client = clients[event.descriptor], event.writable != 0 { flush(client) }
      if let client = clients[event.descriptor], event.readable != 0 { read(client) }
    }
  }

  private func millisecondsToWait() -> Int32 {
    if canStartMore { return 0 }
    var next = min(nextDeadline, retryStartsAt, sweepAt)
    for job in stopping.values {
      if case .running(let program) = job.state { next = min(next, program.nextRound) }
    }
    for client in clients.values { next = min(next, client.sendAt) }
    if let idleSince { next = min(next, idleSince + options.idleMilliseconds) }
    if journal.failure != nil || needsRewrite { next = min(next, now + 500) }
    if wantsSync, !syncer.isBusy { next = min(next, lastSync + Self.syncSpacing) }
    for group in groups.values where !group.ready.isEmpty && !group.hasFreeSlot {
      next = min(next, group.lastStart + 1000)
    }
    if next == .max { return -1 }
    return Int32(clamping: max(0, next - HostClock.sinceBoot))
  }

  private func isDone() -> Bool {
    if isDraining { return children.isEmpty && stopping.isEmpty && undelivered.isEmpty }
    guard clients.isEmpty, unfinished == 0, strays.isEmpty, sweepAt == .max,
      undelivered.isEmpty
    else {
      idleSince = nil
      return false
    }
    guard let idleSince else {
      idleSince = now
      return false
    }
    return now - idleSince >= options.idleMilliseconds && leaveSeat()
  }
}
