import CTestSystem
import Glibc

/// A world of its own for the binary: home, state and working directory in one temporary folder,
/// and an environment with nothing else in it. Everything that still runs in it, and the folder
/// itself, go with the value.
package final class Sandbox {
  package let root: String
  /// Added to the environment of every process; may hide what is in it by default.
  package var environment: [String: String] = [:]
  private var count = 0
  private var kept: [AnyObject] = []

  package var home: String { root + "/home" }
  package var state: String { root + "/state" }
  /// Where the binary is started.
  package var work: String { root + "/work" }

  package init() throws(TestFailure) {
    var template = Array("/tmp/kilim-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestFailure("no temporary folder") }
    let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
    root = String(decoding: bytes, as: UTF8.self)
    for folder in [home, work, root + "/streams"] { TextFile.makeFolder(folder) }
  }

  deinit {
    ProcessCensus.end(root)
    kept = []
    _ = kilim_test_remove_tree(root)
  }

  /// A path in the working directory, or the absolute path itself.
  package func path(_ name: String) -> String { name.hasPrefix("/") ? name : "\(work)/\(name)" }

  package func write(_ text: String, to name: String, mode: UInt32 = 0o644) throws(TestFailure) {
    try TextFile.write(text, to: path(name), mode: mode)
  }

  package func read(_ name: String) throws(TestFailure) -> String {
    try TextFile.read(path(name))
  }

  package func exists(_ name: String) -> Bool { TextFile.exists(path(name)) }

  package func beacon(_ name: String = "beacon") throws(TestFailure) -> Beacon {
    let beacon = try Beacon(path: path(name))
    keep(beacon)
    return beacon
  }

  /// Lets something live until all processes of the sandbox are gone, and its folder not yet.
  package func keep(_ object: AnyObject) { kept.append(object) }

  /// Runs the binary to its end.
  @discardableResult
  package func run(
    _ arguments: String..., input: String = "", seconds: Int = 120
  ) throws(TestFailure) -> ProcessResult {
    try start(arguments, input: input).wait(seconds: seconds)
  }

  /// Starts the binary with streams that are files.
  package func start(_ arguments: [String], input: String = "") throws(TestFailure) -> KilimProcess
  {
    try start(program: KilimBinary.path, arguments, input: input)
  }

  package func start(
    program: String, _ arguments: [String], input: String = ""
  ) throws(TestFailure) -> KilimProcess {
    count += 1
    let base = "\(root)/streams/\(count)"
    try TextFile.write(input, to: base + ".in")
    let descriptors = (
      kilim_test_open_read(base + ".in"), kilim_test_open_write(base + ".out", 0o600),
      kilim_test_open_write(base + ".err", 0o600)
    )
    defer {
      for one in [descriptors.0, descriptors.1, descriptors.2] where one >= 0 { close(one) }
    }
    var identifier: Int32 = 0
    let failure = withCommand([program] + arguments) {
      kilim_test_start($0, $1, work, descriptors.0, descriptors.1, descriptors.2, &identifier)
    }
    guard failure == 0 else { throw TestFailure("\(program) cannot be started: errno \(failure)") }
    return KilimProcess(
      identifier: identifier, outputPath: base + ".out", errorPath: base + ".err")
  }

  /// Starts the binary on a terminal.
  package func startInTerminal(_ arguments: String...) throws(TestFailure) -> TerminalProcess {
    try startInTerminal(program: KilimBinary.path, arguments)
  }

  package func startInTerminal(
    program: String, _ arguments: [String]
  ) throws(TestFailure) -> TerminalProcess {
    var identifier: Int32 = 0
    var terminal: Int32 = -1
    let failure = withCommand([program] + arguments) {
      kilim_test_start_in_terminal($0, $1, work, &terminal, &identifier)
    }
    guard failure == 0 else { throw TestFailure("no terminal: errno \(failure)") }
    return TerminalProcess(identifier: identifier, terminal: terminal)
  }

  private var variables: [String] {
    let base = [
      "HOME": home, "KILIM_STATE": state, "PATH": "/usr/local/bin:/usr/bin:/bin",
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
    ]
    return base.merging(environment) { $1 }.map { "\($0)=\($1)" }.sorted()
  }

  private func withCommand(
    _ words: [String],
    _ body: (
      UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
      UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    ) -> Int32
  ) -> Int32 {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    return body(&arguments, &environment)
  }
}
