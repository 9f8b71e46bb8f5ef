package import KilimModel

/// One attempt to launch a run.
package struct AttemptRecord: Sendable, Hashable {
  /// From 1.
  package var number: Int
  /// 16 bytes.
  package var token: [UInt8]
  package var processID: Int32?
  /// How the program ended; nil until that is proven, or when it never was.
  package var exit: ExitRecord?
  /// Why it failed, so that another one followed; nil for the newest.
  package var cause: RetryCause?
  /// Nil for the plan's own.
  package var limits: AttemptLimits?
}
