package import KilimModel

/// A run to be stored: PENDING, with its first attempt prepared.
package struct NewRun: Sendable, Hashable {
  package var owner: RunOwner
  package var uuid: RunUUID
  /// 16 bytes.
  package var identity: [UInt8]
  /// The RunPlan as JSON. What differs between like runs only by uuid, job name and time of
  /// creation is stored once.
  package var plan: String
  /// What the identity was made of, as JSON; nil for nothing to keep.
  package var components: String?
  /// Of the first attempt; 16 random bytes.
  package var token: [UInt8]
  /// The commit that the manifest came from; nil outside version control.
  package var commit: String?
  /// The plan's `created`.
  package var created: Timestamp

  package init(
    owner: RunOwner, uuid: RunUUID, identity: [UInt8], plan: String, components: String? = nil,
    token: [UInt8], commit: String? = nil, created: Timestamp
  ) {
    self.owner = owner
    self.uuid = uuid
    self.identity = identity
    self.plan = plan
    self.components = components
    self.token = token
    self.commit = commit
    self.created = created
  }
}
