import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimStore

/// What the engine keeps of a run that has not ended: little, since there may be many.
struct ActiveRun {
  let id: RunID
  let owner: RunOwner
  let number: Int
  let uuid: RunUUID
  var token: LaunchToken
  /// From 1.
  var attempt: Int
  /// Of this attempt; nil for the plan's own.
  var limits: AttemptLimits?
  /// When this attempt may start; nil for at once.
  var notBefore: Timestamp?
  /// The higher starts first.
  let priority: Int
  /// How often each cause has started another attempt; nil while nobody has asked.
  var earlierCauses: [RetryCause: Int]?
  /// With all events that have happened, those included that are not yet stored.
  var state: RunState
  var witness = LaunchWitness.silent
  var container = ContainerCare()
  /// Loaded when it is needed; kept only while preparing and archiving.
  var plan: RunPlan? {
    get { heldPlan?.plan }
    set { heldPlan = newValue.map(HeldPlan.init) }
  }
  /// What the plan said, once it was loaded.
  var traits: PlanTraits?
  /// Raised to stop the worker that is at this run; nil while none is.
  var worker: RequestFlag?
  /// The executor was told to end it.
  var isCancelling = false
  /// The time of its next attempt has not come.
  var isDelayed = false
  /// It counts against its System's window.
  var hasCapacity = false
  /// It counts against this App's limit; nil for an App without one.
  var limitedApp: String?
  private var heldPlan: HeldPlan?

  /// Nil for a token that no launcher can have made: the row is damaged.
  init?(_ record: RunRecord) {
    guard let token = LaunchToken(bytes: record.token) else { return nil }
    id = record.id
    owner = record.owner
    number = record.number
    uuid = record.uuid
    self.token = token
    attempt = record.attempt
    limits = record.limits
    notBefore = record.notBefore
    priority = record.priority
    state = record.state
    if record.attempt == 1 { earlierCauses = [:] }
  }

  /// Takes over a plan that was loaded.
  mutating func hold(_ plan: RunPlan) {
    self.plan = plan
    traits = PlanTraits(plan)
  }

  var name: RunName { RunName(owner: owner.name, number: number) }
}

/// A plan beside the run: most runs wait without one, and in the run it would take its room all the same.
private final class HeldPlan: Sendable {
  let plan: RunPlan
  init(_ plan: RunPlan) { self.plan = plan }
}

extension RunPlan {
  /// Nil for a text that is no plan.
  init?(storedText: String) {
    guard let value = try? JSONValue(reading: storedText) else { return nil }
    self.init(json: value)
  }
}

/// What the engine has to remember of a plan that it no longer holds.
struct PlanTraits: Hashable {
  /// Whose slots it takes.
  var slotGroup: String
  /// The SSH host where it runs; nil for this machine. By its `HostName`.
  var execHost: String?
  /// All SSH hosts that its steps need.
  var hosts: [String]
  /// Of a container; nil for a program without one.
  var runtime: Runtime?
  var desired: DesiredRun
  var subscriptions: [PlannedSubscription]
  var owner: String
  var created: Timestamp
  /// Some failure may be followed by another attempt.
  var triesAgain: Bool

  init(_ plan: RunPlan) {
    slotGroup = SlotGroup.name(of: plan)
    execHost = plan.execHost.map(HostName.of)
    hosts = plan.hosts.map(HostName.of)
    runtime = plan.container == nil || plan.batch != nil ? nil : plan.runtime
    desired = DesiredRun(
      archiveMode: plan.archive.mode, archivesInPlace: plan.archivesInPlace)
    subscriptions = plan.subscriptions
    owner = plan.owner
    created = plan.created
    triesAgain = plan.retry != nil
  }
}
