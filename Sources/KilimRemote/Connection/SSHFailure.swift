/// What `ssh` says when it fails, as a cause: text in, value out.
///
/// OpenSSH ends with 255 whatever was wrong; only its words tell. They have been the same for
/// many years.
struct SSHFailure {
  let target: SSHTarget
  let settings: SSHSettings

  /// What stands in the words of a failure, and what that means: the first that is found counts.
  private static let signs: [(text: String, cause: RemoteError.Cause)] = [
    ("REMOTE HOST IDENTIFICATION HAS CHANGED", .hostKeyChanged),
    ("has changed and you have requested strict checking", .hostKeyChanged),
    ("key is known for", .hostKeyUnknown),
    ("Host key verification failed", .hostKeyUnknown),
    ("Too many authentication failures", .loginRefused),
    ("Could not resolve hostname", .unknownName),
    ("Connection timed out", .timedOut),
    ("Operation timed out", .timedOut),
    ("Timeout, server", .timedOut),
    ("Connection refused", .unreachable),
    ("No route to host", .unreachable),
    ("Network is unreachable", .unreachable),
    ("Network is down", .unreachable),
    ("Host is down", .unreachable),
    ("kex_exchange_identification", .crowded),
    ("ssh_exchange_identification", .crowded),
    ("Exceeded MaxStartups", .crowded),
    ("Session open refused by peer", .crowded),
    ("Bad configuration option", .client),
    ("Can't open user config file", .client),
    ("terminating, ", .client),
    ("Bad owner or permissions", .client),
    ("unix_listener", .client),
    ("closed by remote host", .lost),
    ("Connection reset", .lost),
    ("Broken pipe", .lost),
    ("Connection closed", .lost),
  ]

  /// The failure that `ssh` reported on standard error before anything ran on the host, or while.
  ///
  /// - Parameter hasBegun: the host had answered.
  func error(_ text: String, hasBegun: Bool) -> RemoteError {
    // Proven, unlike any words of the network before it: the host has answered and refused.
    if let methods = refusedMethods(text) { return refusal(methods, text) }
    let sign = Self.signs.first { text.contains($0.text) }
    let cause = sign?.cause ?? (hasBegun ? .lost : .unreachable)
    // A sign of the network means only that the connection broke, once the host had answered.
    return make(hasBegun && cause != .timedOut ? .lost : cause, text)
  }

  func timedOut(afterSeconds seconds: Int, _ text: String) -> RemoteError {
    var error = make(.timedOut, text)
    error.reason = "\(place) did not answer within \(seconds) s"
    return error
  }

  func noShell(exitCode: Int, _ text: String) -> RemoteError {
    let words = lastLine(text).map { " (\($0))" } ?? ""
    return RemoteError(
      .noShell, systemId: target.systemId,
      "\(place) let kilim in and runs no commands: the login shell ended with \(exitCode)\(words)",
      advice: "try `\(target.command) true`", evidence: evidence(text))
  }

  private var place: String { "System \(target.systemId) (host \(target.host))" }

  /// The methods in `ada@node1: Permission denied (publickey,keyboard-interactive).`
  private func refusedMethods(_ text: String) -> [Substring]? {
    for line in text.split(separator: "\n").reversed() {
      guard let start = line.firstRange(of: "Permission denied (") else { continue }
      return line[start.upperBound...].prefix { $0 != ")" }.split(separator: ",")
    }
    return nil
  }

  private func refusal(_ methods: [Substring], _ text: String) -> RemoteError {
    if text.contains("bad permissions") {
      return RemoteError(
        .loginRefused, systemId: target.systemId,
        "\(place) refused the login: ssh does not use a key file that others may read",
        advice: "`chmod 600` the file that ssh names", evidence: evidence(text))
    }
    guard methods.contains(where: { $0 == "keyboard-interactive" || $0 == "password" }) else {
      return RemoteError(
        .loginRefused, systemId: target.systemId,
        "\(place) refused the login: it accepts none of your keys",
        advice: "`ssh-add` the key if it has a passphrase, then see that `\(target.command)` works",
        evidence: evidence(text))
    }
    return RemoteError(
      .needsLogin, systemId: target.systemId,
      "\(place) wants more than a key: a password or a second factor",
      advice: "log in once for all jobs: `\(settings.login(target))`", evidence: evidence(text))
  }

  private func make(_ cause: RemoteError.Cause, _ text: String) -> RemoteError {
    let (reason, advice) = words(cause)
    let last = lastLine(text).map { ": \($0)" } ?? ""
    return RemoteError(
      cause, systemId: target.systemId, "\(place) \(reason)\(last)", advice: advice,
      evidence: evidence(text))
  }

  private func words(_ cause: RemoteError.Cause) -> (String, String?) {
    switch cause {
    case .unreachable: ("cannot be reached", "try `\(target.command)`")
    case .unknownName:
      ("has a name that nobody knows", "correct `host`, or add it to your ssh configuration")
    case .timedOut: ("does not answer", "try `\(target.command)`")
    case .lost: ("lost the connection", "try `\(target.command)` if this stays")
    case .crowded: ("takes no more connections just now", nil)
    case .hostKeyUnknown:
      (
        "has a host key that is not known here",
        "compare its fingerprint and accept it: `\(target.command)`"
      )
    case .hostKeyChanged:
      (
        "has another host key than before: it was installed anew, or somebody is in between",
        "ask its administrator; then `ssh-keygen -R \(knownHostName)` and `\(target.command)`"
      )
    case .client: ("cannot be reached by the ssh of this machine", "try `\(target.command)`")
    case .needsLogin, .loginRefused, .noShell, .failed, .cancelled: ("failed", nil)
    }
  }

  /// As `known_hosts` has it.
  private var knownHostName: String {
    target.port.map { $0 == 22 ? target.host : "'[\(target.host)]:\($0)'" } ?? target.host
  }

  private func lastLine(_ text: String) -> String? {
    text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }.map(String.init)
  }

  private func evidence(_ text: String) -> String? {
    let lines = text.split(whereSeparator: \.isNewline).suffix(8)
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}
