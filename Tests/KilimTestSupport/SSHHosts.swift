import Glibc

/// SSH hosts of `scripts/services/ssh-up`, called `node1`, `node2`, ..., until the value is released.
///
/// For root each is a network namespace whose link can be cut.
package final class SSHHosts {
  /// For `KILIM_SSH_CONFIG`.
  package var configuration: String { folder + "/ssh_config" }
  package let canBeCut: Bool
  private let folder: String
  private let process: pid_t
  /// The script takes the hosts down when this end of its standard input is closed.
  private let leash: Int32

  /// - Returns: nil when sshd is missing and this is not a CI run; says so.
  package static func start(_ count: Int = 1) throws(TestFailure) -> SSHHosts? {
    var template = Array("/tmp/kilim-ssh-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestFailure("no temporary folder") }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let (process, leash, line) = try spawn(folder, count)
    let words = line.split(separator: " ")
    if words.first == "ready" {
      return SSHHosts(folder, process, leash, canBeCut: words.last == "yes")
    }
    close(leash)
    waitpid(process, nil, 0)
    guard words.first == "missing", getenv("CI") == nil else {
      throw TestFailure("the SSH hosts do not come up: \(line)")
    }
    print("skipped: \(line)")
    return nil
  }

  private init(_ folder: String, _ process: pid_t, _ leash: Int32, canBeCut: Bool) {
    (self.folder, self.process, self.leash) = (folder, process, leash)
    self.canBeCut = canBeCut
  }

  deinit {
    close(leash)
    waitpid(process, nil, 0)
    _ = try? Self.run(["rm", "-rf", folder])
  }

  /// The home directory on a host.
  package func home(_ node: Int = 1) -> String { "\(folder)/node\(node)/home" }

  /// A file of a host's own: `authorized_keys`, `sshd_config`, `hostkey.pub`.
  package func path(_ name: String, node: Int = 1) -> String { "\(folder)/node\(node)/\(name)" }

  /// A file of the client's: `known_hosts`, `id`.
  package func path(ofClient name: String) -> String { "\(folder)/\(name)" }

  package func cut(_ node: Int = 1) throws(TestFailure) { try link(node, "down") }

  package func mend(_ node: Int = 1) throws(TestFailure) { try link(node, "up") }

  /// Has the server read its configuration again.
  package func reload(_ node: Int = 1) throws(TestFailure) {
    let text = try TextFile.read(path("sshd.pid", node: node))
    guard let process = pid_t(text.prefix { $0.isNumber }) else { throw TestFailure("no sshd") }
    kill(process, SIGHUP)
  }

  /// Ends all sessions and connections to a host, as a server that crashed.
  package func endSessions(_ node: Int = 1) throws(TestFailure) {
    let server = try TextFile.read(path("sshd.pid", node: node)).prefix { $0.isNumber }
    try Self.run(["pkill", "-KILL", "-P", String(server)])
  }

  private func link(_ node: Int, _ state: String) throws(TestFailure) {
    let space = try TextFile.read(path("netns", node: node)).prefix { !$0.isNewline }
    guard try Self.run(["ip", "-n", String(space), "link", "set", "eth0", state]) == 0 else {
      throw TestFailure("the link of node\(node) cannot be set \(state)")
    }
  }

  @discardableResult
  private static func run(_ words: [String]) throws(TestFailure) -> Int32 {
    var arguments = words.map { strdup($0) } + [nil]
    defer { for word in arguments { free(word) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, words[0], nil, nil, &arguments, environ) == 0 else {
      throw TestFailure("\(words[0]) cannot be started")
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status
  }

  private static func spawn(
    _ folder: String, _ count: Int
  ) throws(TestFailure) -> (process: pid_t, leash: Int32, line: String) {
    var (input, output): ([Int32], [Int32]) = ([0, 0], [0, 0])
    // A process that another thread starts meanwhile must not hold the leash, too.
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &input) == 0, socketpair(AF_UNIX, kind, 0, &output) == 0
    else { throw TestFailure("no socket") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    let steps = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let script = "/\(steps)/scripts/services/ssh-up"
    let texts: [String] = ["bash", script, folder, "\(count)"]
    var words = texts.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, "bash", &actions, nil, &words, environ)
    for end in [input[0], output[1]] { close(end) }
    guard code == 0 else { throw TestFailure("bash cannot be started") }
    defer { close(output[0]) }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output[0], &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    return (process, input[1], String(decoding: line, as: UTF8.self))
  }
}
