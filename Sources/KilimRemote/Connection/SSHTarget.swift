package import KilimModel

/// A host that is reached by OpenSSH, as the user's own configuration knows it.
package struct SSHTarget: Sendable, Hashable {
  /// The System, as the user calls it.
  package var systemId: String
  /// A name that the user's configuration may say more about: an alias, a jump host, a key.
  package var host: String
  /// Nil for what the configuration says.
  package var port: Int?
  package var user: String?

  package init(systemId: String, host: String, port: Int? = nil, user: String? = nil) {
    self.systemId = systemId
    self.host = host
    self.port = port
    self.user = user
  }

  package init(_ system: PlannedSystem) {
    self.init(systemId: system.id, host: system.host, port: system.port, user: system.user)
  }

  /// The words behind `ssh` that name it.
  var words: [String] {
    (port.map { ["-p", String($0)] } ?? []) + (user.map { ["-l", $0] } ?? []) + ["--", host]
  }

  /// What a person types to try it: `ssh -p 2222 ada@node1`.
  package var command: String {
    let login = (user.map { "\($0)@" } ?? "") + host
    return "ssh " + (port.map { "-p \($0) " } ?? "") + login
  }
}
