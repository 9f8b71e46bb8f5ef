import Testing

@testable import KilimRemote

struct SSHFailureTests {
  private let failure = SSHFailure(
    target: SSHTarget(systemId: "cluster", host: "node1", user: "ada"),
    settings: SSHSettings(socketDirectory: "/state/ssh"))

  /// What OpenSSH 9.2 prints, and what it means.
  @Test(arguments: [
    (
      "No ED25519 host key is known for [127.0.0.1]:12022 and you have requested strict checking.\r\n"
        + "Host key verification failed.", RemoteError.Cause.hostKeyUnknown
    ),
    (
      "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n"
        + "Host key for [127.0.0.1]:12022 has changed and you have requested strict checking.\n"
        + "Host key verification failed.", .hostKeyChanged
    ),
    ("root@127.0.0.1: Permission denied (publickey).", .loginRefused),
    ("root@127.0.0.1: Permission denied (publickey,keyboard-interactive).", .needsLogin),
    ("root@127.0.0.1: Permission denied (publickey,password).", .needsLogin),
    (
      "Permissions 0644 for 'F' are too open.\nLoad key \"F\": bad permissions\n"
        + "root@127.0.0.1: Permission denied (publickey).", .loginRefused
    ),
    ("ssh: connect to host 127.0.0.1 port 12099: Connection refused", .unreachable),
    ("ssh: connect to host 10.231.7.2 port 22: No route to host", .unreachable),
    ("ssh: Could not resolve hostname X: Name or service not known", .unknownName),
    ("Connection timed out during banner exchange", .timedOut),
    ("kex_exchange_identification: Connection closed by remote host", .crowded),
    ("kex_exchange_identification: read: Connection reset by peer", .crowded),
    ("command-line: line 0: Bad configuration option: nonsense", .client),
    ("", .unreachable),
  ])
  func `tells the cause from the words of ssh`(words: String, cause: RemoteError.Cause) {
    let error = failure.error(words, hasBegun: false)
    #expect(error.cause == cause)
    #expect(error.condition != nil)
  }

  @Test(arguments: [
    ("Timeout, server 10.231.7.2 not responding.", RemoteError.Cause.timedOut),
    ("Connection to 10.231.7.2 closed by remote host.", .lost), ("", .lost),
    ("mux_client_read_packet: read header failed: Broken pipe", .lost),
  ])
  func `tells what broke a connection`(words: String, cause: RemoteError.Cause) {
    #expect(failure.error(words, hasBegun: true).cause == cause)
  }

  @Test func `says what helps a login with a second factor`() {
    let error = failure.error(
      "ada@node1: Permission denied (publickey,keyboard-interactive).", hasBegun: false)
    #expect(error.condition == .needsLogin)
    #expect(
      error.message
        == "System cluster (host node1) wants more than a key: a password or a second factor; log in "
        + "once for all jobs: `ssh -fNM -o ControlPersist=12h -S "
        + "\(failure.settings.socket(of: failure.target)) ada@node1`")
  }

  @Test func `says how a changed host key is replaced`() {
    var failure = failure
    failure = SSHFailure(
      target: SSHTarget(systemId: "cluster", host: "node1", port: 2222), settings: failure.settings)
    let error = failure.error("REMOTE HOST IDENTIFICATION HAS CHANGED!", hasBegun: false)
    #expect(error.advice?.contains("`ssh-keygen -R '[node1]:2222'`") == true)
  }
}
