import Glibc
package import KilimModel

/// A server of `Tests/Services`, listening on a free port of 127.0.0.1 until it is released or the
/// tests end.
///
/// `KILIM_TEST_PYTHON` names the Python interpreter that has the packages of
/// `scripts/test-requirements.txt`; else it is `python3`.
package final class LoopbackService: Sendable {
  package let port: Int
  private let process: pid_t
  /// The service ends when this end of its standard input is closed.
  private let leash: Int32
  /// A file without a name, which the service has as its descriptor 3.
  private let journal: Int32

  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// - Returns: nil when a package of the service is missing and this is not a CI run; says so.
  /// - Throws: when the service does not come up, and in CI for a missing package.
  package static func start(_ script: String, _ arguments: [String]) throws -> LoopbackService? {
    let journal = try namelessFile()
    let (process, leash, output) = try spawn(script, arguments, journal)
    defer { close(output) }
    let words = firstLine(output).split(separator: " ")
    if words.count == 2, words[0] == "port", let port = Int(words[1]) {
      return LoopbackService(port: port, process: process, leash: leash, journal: journal)
    }
    close(leash)
    close(journal)
    waitpid(process, nil, 0)
    let problem = "\(script) does not come up: \(words.joined(separator: " "))"
    guard words.first == "missing", getenv("CI") == nil else {
      throw Failure(description: problem)
    }
    print("skipped: \(problem); see scripts/test-requirements.txt")
    return nil
  }

  private init(port: Int, process: pid_t, leash: Int32, journal: Int32) {
    self.port = port
    self.process = process
    self.leash = leash
    self.journal = journal
  }

  deinit {
    close(leash)
    close(journal)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// `Tests/Services/NAME`, absolute.
  package static func path(_ name: String) -> String {
    let steps = #filePath.split(separator: "/").dropLast(2)
    return "/" + (steps + ["Services", Substring(name)]).joined(separator: "/")
  }

  private static func spawn(
    _ script: String, _ arguments: [String], _ journal: Int32
  ) throws -> (process: pid_t, leash: Int32, output: Int32) {
    let (input, output) = (try pipeEnds(), try pipeEnds())
    defer { for end in [input.read, output.write] { close(end) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.read, 0)
    posix_spawn_file_actions_adddup2(&actions, output.write, 1)
    posix_spawn_file_actions_adddup2(&actions, journal, 3)
    let python = getenv("KILIM_TEST_PYTHON").map { String(cString: $0) } ?? "python3"
    var words = ([python, path(script)] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, python, &actions, nil, &words, environ)
    guard code == 0 else { throw Failure(description: "\(python) cannot be started (\(code))") }
    return (process, input.write, output.read)
  }

  private static func pipeEnds() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(description: "no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func firstLine(_ descriptor: Int32) -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }
}

extension LoopbackService {
  /// What the service wrote into its journal so far.
  package func entries() throws -> [JSONValue] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = pread(journal, &buffer, buffer.count, off_t(bytes.count))
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return try bytes.split(separator: 0x0A).map { try JSONValue(reading: $0) }
  }

  private static func namelessFile() throws -> Int32 {
    var template = Array("/tmp/kilim-journal-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw Failure(description: "no journal (\(errno))") }
    unlink(template)
    // Not 3 itself, which is the number in the service: a copy onto itself would stay closed.
    let high = fcntl(file, F_DUPFD_CLOEXEC, 10)
    close(file)
    guard high >= 0 else { throw Failure(description: "no journal (\(errno))") }
    return high
  }
}
