package import KilimModel

/// One accepted version of a declaration; never changed.
package struct RevisionRecord: Sendable, Hashable {
  /// The object's generation at that time.
  package var revision: Int
  package var spec: String
  package var specDigest: [UInt8]
  package var source: DefinitionSource?
  package var created: Timestamp
}
