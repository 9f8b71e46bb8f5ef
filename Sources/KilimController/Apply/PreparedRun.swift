import KilimLaunch
import KilimManifest
import KilimModel
import KilimStore

/// A compiled job, as small as it can be kept until its transaction: thousands are held at once.
struct PreparedRun: Sendable {
  let uuid: RunUUID
  let created: Timestamp
  /// 16 bytes.
  let identity: [UInt8]
  let plan: SharedPlan
  let components: String
  let priority: Int

  init(_ job: CompiledJob) {
    uuid = job.plan.uuid
    created = job.plan.created
    identity = Array(job.identity.bytes.prefix(16))
    plan = SharedPlan(
      text: job.plan.json.text, uuid: uuid, jobName: job.plan.jobName, created: created)
    components = job.components.json.text
    priority = job.plan.priority
  }

  /// The same, with the storage of an equal plan that is held already.
  init(_ job: CompiledJob, sharing other: PreparedRun?) {
    let new = PreparedRun(job)
    uuid = new.uuid
    created = new.created
    identity = new.identity
    priority = new.priority
    plan = other.flatMap { $0.plan == new.plan ? $0.plan : nil } ?? new.plan
    components =
      other.flatMap { $0.components == new.components ? $0.components : nil } ?? new.components
  }

  func newRun(of owner: RunOwner) -> NewRun {
    NewRun(
      owner: owner, uuid: uuid, identity: identity, plan: plan, components: components,
      token: LaunchToken.fresh(now: created).bytes, priority: priority, created: created)
  }
}
