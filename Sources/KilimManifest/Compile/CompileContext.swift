package import KilimModel

/// What a compile may know beside manifests: no clock, no randomness, no host but these.
package struct CompileContext: Sendable {
  package var uuid: RunUUID
  package var created: Timestamp
  package var facts: HostFacts
  /// Asked for the same path again and again when many jobs share it: it should remember.
  package var inspector: any SourceInspector
  /// A reference to an object that was not given is no error.
  package var isolated: Bool

  package init(
    uuid: RunUUID, created: Timestamp, facts: HostFacts, inspector: any SourceInspector,
    isolated: Bool = false
  ) {
    self.uuid = uuid
    self.created = created
    self.facts = facts
    self.inspector = inspector
    self.isolated = isolated
  }
}
