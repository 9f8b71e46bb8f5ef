package import KilimModel

/// A run to be stored: PENDING, with its first attempt prepared.
package struct NewRun: Sendable, Hashable {
  package var owner: RunOwner
  package var uuid: RunUUID
  /// 16 bytes.
  package var identity: [UInt8]
  package var plan: SharedPlan
  /// What the identity was made of, as JSON; nil for nothing to keep.
  package var components: String?
  /// Of the first attempt; 16 random bytes.
  package var token: [UInt8]
  /// The commit that the manifest came from; nil outside version control.
  package var commit: String?
  /// The plan's.
  package var priority = 0
  /// The plan's `created`.
  package var created: Timestamp
  /// Who asked for a run that the declaration alone does not ask for; nil for nobody.
  package var request: RunRequest?

  package init(
    owner: RunOwner, uuid: RunUUID, identity: [UInt8], plan: SharedPlan,
    components: String? = nil, token: [UInt8], commit: String? = nil, priority: Int = 0,
    created: Timestamp
  ) {
    self.priority = priority
    self.owner = owner
    self.uuid = uuid
    self.identity = identity
    self.plan = plan
    self.components = components
    self.token = token
    self.commit = commit
    self.created = created
  }

  /// - Parameter plan: the RunPlan as JSON.
  package init(
    owner: RunOwner, uuid: RunUUID, identity: [UInt8], plan: String, components: String? = nil,
    token: [UInt8], commit: String? = nil, created: Timestamp
  ) {
    self.init(
      owner: owner, uuid: uuid, identity: identity,
      plan: SharedPlan(text: plan, uuid: uuid, jobName: owner.name.name, created: created),
      components: components, token: token, commit: commit, created: created)
  }
}
