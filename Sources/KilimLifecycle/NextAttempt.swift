package import KilimModel

/// Another attempt of a run, decided on and not begun.
package struct NextAttempt: Sendable, Hashable {
  /// Why the attempt before it failed.
  package var cause: RetryCause
  /// For people: `attempt 2 of 4 starts at 2026-01-01 12:00:30 UTC: out of memory`.
  package var message: String
  package var notBefore: Timestamp
  package var limits: AttemptLimits
  /// Of its launch; 16 bytes.
  package var token: [UInt8]

  package init(
    cause: RetryCause, message: String, notBefore: Timestamp, limits: AttemptLimits,
    token: [UInt8]
  ) {
    self.cause = cause
    self.message = message
    self.notBefore = notBefore
    self.limits = limits
    self.token = token
  }
}
