package import KilimModel

/// One declared object as the state knows it.
package struct ObjectRecord: Sendable, Hashable {
  package var id: ObjectID
  package var name: ResourceName
  /// Counts the accepted changes of the spec, from 1.
  package var generation: Int
  package var content: ObjectContent
  /// The first 16 bytes of the spec's SHA-256.
  package var specDigest: [UInt8]
  package var created: Timestamp
  package var updated: Timestamp
  /// When the declaration was removed; nil while it stands.
  package var deleted: Timestamp?
  /// The newest spec still waits for a run of its own (condition `UpdatePending`).
  package var updatePending: Bool
}

/// What a declaration says.
package struct ObjectContent: Sendable, Hashable {
  /// Canonical JSON.
  package var spec: String
  /// `{"labels":{..},"annotations":{..}}`; nil when both are empty.
  package var metadata: String?
  /// 16 bytes; nil for kinds that have none.
  package var identity: [UInt8]?
  package var source: DefinitionSource?

  package init(
    spec: String, metadata: String? = nil, identity: [UInt8]? = nil,
    source: DefinitionSource? = nil
  ) {
    self.spec = spec
    self.metadata = metadata
    self.identity = identity
    self.source = source
  }
}

/// Where a declaration was read.
package struct DefinitionSource: Sendable, Hashable {
  package var file: String
  /// 1-based.
  package var line: Int
  /// What relative paths in the manifest start from; absolute.
  package var directory: String

  package init(file: String, line: Int, directory: String) {
    self.file = file
    self.line = line
    self.directory = directory
  }
}
