package import KilimModel

/// Why something on another host did not work, in the user's words.
package struct RemoteError: Error, Sendable, Hashable {
  package enum Cause: Sendable, Hashable {
    /// No network, no route, nobody listens.
    case unreachable
    case unknownName
    /// The host did not answer in time.
    case timedOut
    /// The connection broke; what was asked for may have happened or not.
    case lost
    /// The host takes no more connections just now.
    case crowded
    /// A second factor, a password or a passphrase is asked for.
    case needsLogin
    /// The host refuses all keys.
    case loginRefused
    case hostKeyUnknown
    case hostKeyChanged
    /// Logged in, and the login shell runs no commands.
    case noShell
    /// `ssh` is not installed here, or its configuration is wrong.
    case client
    /// What was asked for failed on the host, for good.
    case failed
    /// The caller wanted it to stop.
    case cancelled
  }

  package var cause: Cause
  package var systemId: String
  /// What happened.
  package var reason: String
  /// What to do: mostly a command.
  package var advice: String?
  /// The last lines that `ssh` or the host said.
  package var evidence: String?
  /// Whether the same try may succeed later, of `failed`.
  package var isTemporary = false

  package init(
    _ cause: Cause, systemId: String, _ reason: String, advice: String? = nil,
    evidence: String? = nil
  ) {
    self.cause = cause
    self.systemId = systemId
    self.reason = reason
    self.advice = advice
    self.evidence = evidence
  }

  package var message: String {
    [reason, advice].compactMap(\.self).joined(separator: "; ")
  }

  /// What the host is in the way of: its jobs wait until that has changed. Nil where waiting helps
  /// nothing.
  package var condition: RunCondition? {
    switch cause {
    case .unreachable, .unknownName, .timedOut, .lost, .crowded, .client: .hostUnreachable
    case .needsLogin, .loginRefused, .hostKeyUnknown, .hostKeyChanged, .noShell: .needsLogin
    case .failed, .cancelled: nil
    }
  }
}
