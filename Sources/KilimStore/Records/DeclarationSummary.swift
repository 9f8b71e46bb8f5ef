package import KilimModel

/// What `apply` and `diff` compare with: a declaration and its newest run, without texts.
package struct DeclarationSummary: Sendable, Hashable {
  package var owner: RunOwner
  package var generation: Int
  package var specDigest: [UInt8]
  package var metadataDigest: [UInt8]?
  package var identity: [UInt8]?
  package var isDeleted: Bool
  package var updatePending: Bool
  package var newestRun: NewestRun?

  package struct NewestRun: Sendable, Hashable {
    package var id: RunID
    package var number: Int
    package var identity: [UInt8]
    package var status: RunStatus
    package var condition: RunCondition?
    package var cancelRequested: Bool
  }
}
