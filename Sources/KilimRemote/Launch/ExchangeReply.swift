package import KilimLaunch

/// What a host answers to an exchange.
package struct ExchangeReply: Sendable, Hashable {
  package var cores: Int
  package var host: String
  package var attempts: [LaunchToken: RemoteAttempt]

  /// Nil for what is no such answer.
  package init?(_ text: String) {
    var lines = text.split(separator: "\n")[...]
    let first = (lines.popFirst() ?? "").split(separator: " ")
    guard first.count == 3, first[0] == "host", let cores = Int(first[1]) else { return nil }
    self.cores = cores
    host = String(first[2])
    attempts = [:]
    for line in lines {
      guard let blank = line.firstIndex(of: " "),
        let token = LaunchToken(hex: String(line[..<blank])),
        let attempt = RemoteAttempt(line[line.index(after: blank)...])
      else { return nil }
      attempts[token] = attempt
    }
  }
}
