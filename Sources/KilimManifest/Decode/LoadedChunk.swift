import KilimModel

/// What was read of one chunk of a file.
package struct LoadedChunk: Sendable {
  package var content = LoadedManifests()
  package var outcome = ChunkOutcome()
  init() {}
}

/// What one chunk means for the rest of its file.
package struct ChunkOutcome: Sendable {
  var syntaxErrors = 0
  /// Something for which the whole file is left alone.
  var refusal: Refusal?
  var reason: Diagnostic?

  init() {}

  init(_ refusal: Refusal, _ reason: Diagnostic) {
    self.refusal = refusal
    self.reason = reason
  }

  /// Of a file that cannot be read on.
  init(_ error: UnreadableSource) { self.init(.unreadable, error.diagnostic) }
}
