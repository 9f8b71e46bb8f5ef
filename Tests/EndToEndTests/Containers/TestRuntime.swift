import Glibc
import KilimTestSupport
import Testing

/// A container runtime that `scripts/services/containers-up` brought up for the tests.
enum TestRuntime: String, CaseIterable, CustomTestStringConvertible {
  case docker, podman, apptainer

  /// Those that work here.
  static let available: [TestRuntime] = {
    (environment("KILIM_TEST_RUNTIMES") ?? "").split(separator: " ")
      .compactMap { TestRuntime(rawValue: String($0)) }
  }()

  /// Those whose containers are things of their own.
  static let engines = available.filter { $0 != .apptainer }

  static var isCI: Bool { environment("CI") != nil }

  /// Why tests of them are left out.
  static let absence: Comment =
    "no container runtimes: eval \"$(scripts/services/containers-up FOLDER)\" brings them up"

  var testDescription: String { rawValue }

  /// What all tests use: a static program that is all commands.
  var image: String { self == .apptainer ? Self.folder + "/plain.sif" : "localhost/kilim-test:1" }

  /// With an entrypoint, and a usual argument.
  var entryImage: String {
    self == .apptainer ? Self.folder + "/entry.sif" : "localhost/kilim-test-entry:1"
  }

  static var folder: String { environment("KILIM_TEST_CONTAINERS") ?? "/nowhere" }

  /// What the commands of the runtimes need.
  static var variables: [String: String] {
    let names = [
      "PATH", "DOCKER_HOST", "CONTAINERS_CONF", "CONTAINERS_STORAGE_CONF", "APPTAINER_CACHEDIR",
      "APPTAINER_TMPDIR", "APPTAINER_CONFIGDIR",
    ]
    return names.reduce(into: [:]) { $0[$1] = environment($1) }
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// An App in this runtime; containers need no network.
  func app(_ name: String = "box", image: String? = nil, more: [String] = []) -> String {
    let network =
      self == .apptainer ? [] : [#"{name: network, arg: "--network none", inputMode: FIXED}"#]
    return Manifest.containerApp(
      name, runtime: rawValue.uppercased(), image: image ?? self.image, containerArgs: network,
      more: more)
  }
}

extension Manifest {
  static func containerApp(
    _ name: String, runtime: String, image: String, containerArgs: [String] = [],
    more: [String] = []
  ) -> String {
    let lines =
      [
        "---", "apiVersion: kilim/v1", "kind: App", "metadata: {name: \(name)}", "spec:",
        #"  version: "1.0""#, "  runtime: \(runtime)", "  containerImage: \(quoted(image))",
        "  jobAttributes:",
        "    parameterSet:",
        "      containerArgs: [\(containerArgs.joined(separator: ", "))]",
        "      logConfig: {stdoutFilename: out, stderrFilename: err}",
      ] + more.map { "    \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A System on this machine that offers all runtimes.
  static func containerSystem(slots: Int, folder: String) -> String {
    """
    ---
    apiVersion: kilim/v1
    kind: System
    metadata: {name: boxes}
    spec:
      systemType: LINUX
      host: localhost
      canExec: true
      rootDir: /
      jobWorkingDir: \(quoted(folder))
      jobMaxJobs: \(slots)
      jobRuntimes: [{runtimeType: DOCKER}, {runtimeType: PODMAN}, {runtimeType: APPTAINER}]

    """
  }
}

extension Sandbox {
  /// A sandbox from which the runtimes can be reached.
  static func withContainers() throws -> Sandbox {
    let sandbox = try Sandbox()
    sandbox.environment = TestRuntime.variables
    return sandbox
  }

  /// Runs a command of a runtime to its end.
  @discardableResult
  func command(_ words: String...) throws -> ProcessResult {
    try start(program: "/usr/bin/env", words).wait()
  }

  /// The containers of the sandbox's runs that are left over, of any state.
  func leftContainers() throws -> [String] {
    let uuids = try runs().map(\.uuid)
    return try TestRuntime.engines.flatMap { runtime in
      try command(
        runtime.rawValue, "ps", "-a", "--filter", "label=kilim.run", "--format", "{{.Names}}"
      ).output.split(separator: "\n").map(String.init).filter { name in
        uuids.contains { name.hasPrefix($0) }
      }
    }
  }

  /// Whatever a runtime wrote for itself and did not remove.
  func leftScratch() throws -> [String] {
    try runs().flatMap { run in
      TextFile.names(in: run.workDirectory).filter { $0.hasPrefix(".kilim-") }
    }
  }
}
