package import KilimModel

/// Whether the hosts that a run works on let it go on.
package enum HostGate: Sendable, Hashable {
  case open
  /// With why, for people; it opens by itself when the host answers again.
  case closed(RunCondition, reason: String)
}
