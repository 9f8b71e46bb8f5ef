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
  var plan: RunPlan?
  /// What the plan said, once it was loaded.
  var traits: PlanTraits?
  /// Raised to stop the worker that is at this run; nil while none is.
  var worker: RequestFlag?
  /// The launcher was told to end it.
  var isCancelling = false
  /// The time of its next attempt has not come.
  var isDelayed = false
  /// It counts against its System's window.
  var hasCapacity = false
  /// It counts against this App's limit; nil for an App without one.
  var limitedApp: String?

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

  var name: RunName { RunName(owner: owner.name, number: number) }
}

/// What the engine has to remember of a plan that it no longer holds.
struct PlanTraits: Hashable {
  var execSystemId: String
  /// Of a container; nil for a program without one.
  var runtime: Runtime?
  var desired: DesiredRun
  var subscriptions: [PlannedSubscription]
  var owner: String
  var created: Timestamp
  /// Some failure may be followed by another attempt.
  var triesAgain: Bool

  init(_ plan: RunPlan) {
    execSystemId = plan.execSystemId
    runtime = plan.container == nil || plan.batch != nil ? nil : plan.runtime
    desired = DesiredRun(
      archiveMode: plan.archive.mode,
      archivesInPlace: plan.archive.directory == plan.directories.output)
    subscriptions = plan.subscriptions
    owner = plan.owner
    created = plan.created
    triesAgain = plan.retry != nil
  }
}
