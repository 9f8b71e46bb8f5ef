import Glibc
import KilimModel

/// How `ssh` is called: with the user's own configuration and agent, without questions, never
/// waiting for ever, and with one connection per host that all commands share.
package struct SSHSettings: Sendable, Hashable {
  /// A configuration file in place of the user's own (`KILIM_SSH_CONFIG`); nil for that.
  package var configuration: String?
  /// Where the sockets of shared connections lie: 0700, and a short path.
  package var socketDirectory: String
  package var connectSeconds = 10
  /// A silent host is given up after so many seconds, four times over.
  package var aliveSeconds = 5
  /// How long an unused connection is kept.
  package var persistSeconds = 60

  package init(socketDirectory: String, configuration: String? = nil) {
    self.socketDirectory = socketDirectory
    self.configuration = configuration
  }

  /// The whole command line: `script` is what the login shell of the host gets.
  func arguments(_ target: SSHTarget, command: String) -> [String] {
    program
      + options([
        "BatchMode=yes", "ConnectTimeout=\(connectSeconds)",
        "ServerAliveInterval=\(aliveSeconds)", "ServerAliveCountMax=3", "LogLevel=INFO",
        "ControlMaster=auto", "ControlPath=\(socket(of: target))",
        "ControlPersist=\(persistSeconds)",
        // What a person's session has, and a command's must not.
        "ClearAllForwardings=yes", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no",
        "RemoteCommand=none", "RequestTTY=no", "EscapeChar=none",
      ]) + target.words + [command]
  }

  /// Has the shared connection end now, whatever is still going on in it.
  func leaving(_ target: SSHTarget) -> [String] {
    program + options(["ControlPath=\(socket(of: target))", "LogLevel=QUIET"]) + ["-O", "exit"]
      + target.words
  }

  /// What a person runs to log in by hand, for all commands that follow.
  func login(_ target: SSHTarget) -> String {
    let file = configuration.map { "-F \($0) " } ?? ""
    let rest = target.command.dropFirst("ssh ".count)
    return "ssh \(file)-fNM -o ControlPersist=12h -S \(socket(of: target)) \(rest)"
  }

  func socket(of target: SSHTarget) -> String {
    let name = [
      target.host, target.port.map(String.init) ?? "", target.user ?? "", configuration ?? "",
    ].joined(separator: "\n")
    return "\(socketDirectory)/\(Digest.of(name).hex.prefix(12))"
  }

  private var program: [String] { ["ssh"] + (configuration.map { ["-F", $0] } ?? []) }

  private func options(_ options: [String]) -> [String] { options.flatMap { ["-o", $0] } }
}
