import Glibc
import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimStore

/// Drives all runs of a state until a goal is reached. One per state, by the lease; one thread.
///
/// Level, not edge: each turn looks at what is known of the runs that something happened to, asks
/// `RunLifecycle.next` what to do, and stores everything that happened in one transaction. Only
/// what is stored is acted upon outside (`Engine+Flush`), so a killed engine loses nothing.
final class Engine {
  let store: Store
  let surroundings: Surroundings
  let stateDirectory: StateDirectory
  /// Nil while nothing can be delivered: all messages wait.
  let postman: Postman?
  let observer: any RunObserver
  let interrupt: Interrupt
  let lease: Lease
  let snapshots: BundleSnapshots

  var runs: [RunID: ActiveRun] = [:]
  /// Runs to look at in this turn.
  var touched: [RunID] = []
  var admission = AdmissionQueue()
  var dependencies = DependencyBoard()
  var delayed = DelayedRuns()
  var apps = AppLimits()
  /// Objects whose runs may not start.
  var suspended: Set<ObjectID> = []
  /// As they were when the runs were last told.
  var knownSuspended: Set<ObjectID> = []
  /// Of attempts that others followed; their executor may forget them once that is stored.
  var endedTokens: [ExecutorName: [LaunchToken]] = [:]
  var sweeps = SweepBoard()
  var workflows = WorkflowBoard()
  var capacity = Capacity()
  /// What happened and is not stored yet, in the order of the first event of each run.
  var unstored = UnstoredEvents()
  /// The newest run of each declaration that has runs here.
  var runOfOwner: [ObjectID: RunID] = [:]
  /// Runs whose plans could not be read just now; looked at again with the next look at the store.
  var postponed: [RunID] = []
  var runOfToken: [LaunchToken: RunID] = [:]
  /// Launcher and batch schedulers, those that are needed.
  var seats: [ExecutorName: ExecutorSeat] = [:]
  var goal: GoalProgress
  /// The SSH hosts that runs of this engine need, by their `HostName`.
  var hosts: [String: RemoteHost] = [:]
  /// As they were when the runs were last told.
  var knownGates: [String: HostGate] = [:]
  let steps: WorkerPool<StepResult>
  let deliveries: WorkerPool<StepResult>
  let containerHost: any ContainerHost
  let containerWork: WorkerPool<ContainerResult>
  var images = ImageBoard()
  var runtimes = RuntimeBoard()
  var removals = RemovalBoard()
  /// Runs whose containers are looked at again, each at its time.
  var containersToSee: [RunID] = []
  var outbox = OutboxSchedule()
  /// Of archived outputs, to be stored with the verdict; 16 bytes each.
  var outputDigests: [RunID: [UInt8]] = [:]

  var newestRun = RunID(0)
  var knownVersion: Int?
  // All waits are counted in milliseconds since boot: the wall clock may jump.
  var lastFlush: Int64 = 0
  var lastLook: Int64 = 0
  var lastRenewal: Int64
  /// When a store without room is tried again; nil while all is well.
  var pausedUntil: Int64?
  var slots = SlotTable()
  /// Something came in during this turn that an earlier part of a turn acts on.
  var hasNews = false
  /// A run has settled since the last look: a newer declaration may wait behind it.
  var somethingSettled = true
  /// When waiting declarations are looked at again that could not get their runs; nil for none.
  var followUpDue: Int64?

  init(
    store: Store, stateDirectory: StateDirectory, surroundings: Surroundings, postman: Postman?,
    observer: any RunObserver, interrupt: Interrupt, lease: Lease, goal: DriveGoal
  ) {
    self.store = store
    self.stateDirectory = stateDirectory
    self.surroundings = surroundings
    self.postman = postman
    self.observer = observer
    self.interrupt = interrupt
    self.lease = lease
    self.goal = GoalProgress(goal)
    snapshots = BundleSnapshots(directory: stateDirectory.path + "/images")
    steps = WorkerPool(size: 4, wakeup: interrupt.wakeup)
    deliveries = WorkerPool(size: 4, wakeup: interrupt.wakeup)
    containerHost = InstalledRuntimes(environment: RuntimeEnvironment.variables(surroundings.facts))
    containerWork = WorkerPool(size: 4, wakeup: interrupt.wakeup)
    lastRenewal = surroundings.sinceBoot()
  }

  deinit {
    steps.close()
    deliveries.close()
    containerWork.close()
  }

  /// Drives until the goal is reached, an interrupt or the deadline (in milliseconds since boot).
  ///
  /// - Throws: `StoreError.leaseLost` when another engine took over.
  func run(until deadline: Int64?) throws(StoreError) {
    // Before the lease is given up: another engine repeats unfinished copies at the same places.
    defer { stopWorkers() }
    try lookAtStore()
    try goal.resolve(in: store, active: runs)
    while true {
      let now = surroundings.now()
      hasNews = false
      receiveNews()
      takeFromHosts()
      takeStepResults(now: now)
      tendContainers()
      try lookAround(now: now)
      admitDelayed(now: now)
      advanceTouched()
      admit()
      try startPointsWhenIdle()
      try tellSubscribersOfSweeps()
      try flushWhenDue()
      try followUp()
      try advanceWorkflows()
      try deliverDue(now: now)
      observer.tick(now: now)
      let moment = surroundings.sinceBoot()
      if interrupt.isRequested || deadline.map({ $0 <= moment }) == true { break }
      if goal.isReached, unstored.isEmpty,
        !outbox.isWorthWaitingFor(now: now, sinceBoot: moment)
      {
        break
      }
      wait(now: now)
    }
    try flush()
  }

  private func stopWorkers() {
    for active in runs.values { active.worker?.raise() }
    for seat in seats.values { seat.executor?.close() }
    images.stopAll()
    steps.finish()
    containerWork.finish()
    for host in hosts.values { host.close() }
  }

  /// Sleeps until something happens, at most 100 ms: other processes leave no other sign.
  private func wait(now: Timestamp) {
    guard touched.isEmpty, !hasNews, !workflows.isDue || pausedUntil != nil else { return }
    var descriptors = [pollfd(fd: interrupt.wakeup.descriptor, events: Int16(POLLIN), revents: 0)]
    for descriptor in seats.values.compactMap({ $0.executor?.descriptor }) {
      descriptors.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }
    poll(&descriptors, UInt(descriptors.count), Int32(clamping: waitMilliseconds(now: now)))
    interrupt.wakeup.clear()
  }

  private func waitMilliseconds(now: Timestamp) -> Int64 {
    let moment = surroundings.sinceBoot()
    var wait: Int64 = 100
    if !unstored.isEmpty { wait = min(wait, flushDue - moment) }
    if let retry = workflows.retryDue { wait = min(wait, retry - moment) }
    if let next = delayed.next { wait = min(wait, next.milliseconds(since: now)) }
    if let next = outbox.next { wait = min(wait, next.milliseconds(since: now)) }
    if pausedUntil == nil {
      for due in seats.values.compactMap(\.due) { wait = min(wait, due - moment) }
    }
    return max(wait, 0)
  }
}
