import Glibc
import KilimTestSupport
import Testing

extension EndToEnd.Containers {
  /// A Docker engine of its own, which can be stopped and killed; what watches its containers is a
  /// service apart, as on a machine of a user.
  final class Daemon {
    private let sandbox: Sandbox
    private var process: KilimProcess?
    private var watcher: KilimProcess?
    private var root: String { sandbox.root + "/engine" }
    var socket: String { "unix://\(sandbox.root)/docker.sock" }

    init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    deinit { try? end() }

    func start() throws {
      if watcher == nil { try startWatcher() }
      process = try sandbox.start(
        program: "/usr/bin/env",
        [
          "unshare", "-n", "dockerd", "--containerd", root + "/c.sock", "--iptables=false",
          "--ip6tables=false", "--bridge=none", "--exec-opt", "native.cgroupdriver=cgroupfs",
          "--data-root", root + "/data", "--exec-root", root + "/exec", "--pidfile", root + "/pid",
          "-H", socket,
        ])
      do {
        try waitUntil("the engine starts", seconds: 30) {
          try sandbox.command("docker", "-H", socket, "version").exitCode == 0
        }
      } catch {
        throw TestFailure("\(error): \(try process?.kill().error ?? "")")
      }
    }

    private func startWatcher() throws {
      TextFile.makeFolder(root)
      let settings = """
        version = 2
        root = "\(root)/containerd"
        state = "\(root)/containerd-state"
        disabled_plugins = ["io.containerd.grpc.v1.cri"]
        [grpc]
          address = "\(root)/c.sock"

        """
      try TextFile.write(settings, to: root + "/containerd.toml")
      watcher = try sandbox.start(
        program: "/usr/bin/env", ["containerd", "--config", root + "/containerd.toml"])
    }

    func stop(_ signal: Int32) throws {
      process?.send(signal)
      try process?.wait(seconds: 60)
      process = nil
    }

    /// Ends both, with what they leave mounted.
    func end() throws {
      try stop(SIGTERM)
      watcher?.send(SIGTERM)
      try watcher?.wait(seconds: 60)
      watcher = nil
      let mounts = try TextFile.read("/proc/mounts").split(separator: "\n")
        .map { $0.split(separator: " ")[1] }.filter { $0.hasPrefix(sandbox.root) }
      for mount in mounts.sorted().reversed() { umount2(String(mount), 0) }
    }
  }

  @Suite(.enabled(if: TestRuntime.available.contains(.docker), TestRuntime.absence))
  struct DaemonTests {
    private func scene(_ words: [String]) throws -> (Sandbox, Daemon) {
      let sandbox = try Sandbox.withContainers()
      let daemon = Daemon(sandbox)
      sandbox.environment["DOCKER_HOST"] = daemon.socket
      try sandbox.write(
        TestRuntime.docker.app() + Manifest.job("one", app: "box", words: words), to: "all.yaml")
      return (sandbox, daemon)
    }

    private func until(_ what: String, _ sandbox: Sandbox, _ isTrue: (RunView) -> Bool) throws {
      do {
        try waitUntil(what, seconds: 40) { isTrue(try sandbox.latest("one")) }
      } catch {
        throw TestFailure("\(error); \(try sandbox.latest("one"))")
      }
    }

    private func bringImage(_ sandbox: Sandbox) throws {
      let result = try sandbox.command(
        "docker", "import", "-c", "ENV PATH=/bin", TestRuntime.folder + "/rootfs.tar",
        TestRuntime.docker.image)
      #expect(result.exitCode == 0, "\(result)")
    }

    @Test func `waits for an engine that is down, and names a container that went with one`() throws
    {
      let (sandbox, daemon) = try scene(["sh", "-c", "echo up; exec sleep 60"])
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      try until("blocked before its launch", sandbox) {
        $0.status == "BLOCKED" && $0.condition == "JOB_RUNTIME_UNAVAILABLE"
      }
      let described = try sandbox.run("describe", "job/one").output
      #expect(described.contains("docker does not answer"), "\(described)")
      #expect(described.contains("systemctl start docker"), "\(described)")
      try daemon.start()
      try bringImage(sandbox)
      try until("failed without its image, or running", sandbox) {
        $0.status == "RUNNING" || $0.condition == "JOB_IMAGE_NOT_FOUND"
      }
      if try sandbox.latest("one").status == "FAILED" {
        // The engine was up a moment before its image.
        try engine.wait()
        try sandbox.run("retry", "job/one", "--wait", "accepted")
      }
      let next = try sandbox.start(["wait", "job/one"])
      try until("up", sandbox) {
        (try? TextFile.read("\($0.outputDirectory)/out"))?.contains("up") == true
      }
      try daemon.stop(SIGKILL)
      try until("blocked while it runs", sandbox) { $0.condition == "JOB_RUNTIME_UNAVAILABLE" }
      try daemon.start()
      try next.wait()
      try engine.wait()
      let run = try sandbox.latest("one")
      #expect(run.status == "FAILED" && run.condition == "JOB_RUNTIME_RESTARTED", "\(run)")
      #expect(run.exitCode == 143)
      #expect(try sandbox.leftContainers() == [])
      try daemon.end()
    }

    @Test func `ends a cancel that came while the engine was down`() throws {
      let (sandbox, daemon) = try scene(["sh", "-c", "echo up; exec sleep 60"])
      try daemon.start()
      try bringImage(sandbox)
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      try until("up", sandbox) {
        (try? TextFile.read("\($0.outputDirectory)/out"))?.contains("up") == true
      }
      try daemon.stop(SIGKILL)
      try until("blocked", sandbox) { $0.condition == "JOB_RUNTIME_UNAVAILABLE" }
      // It waits until the program is gone.
      let cancel = try sandbox.start(["cancel", "job/one"])
      try until("asked for", sandbox) { run in
        (run.json["status"]?["conditions"]?.items ?? []).contains {
          $0["type"]?.string == "CancelRequested"
        }
      }
      #expect(try sandbox.latest("one").status == "BLOCKED", "it may still run")
      try daemon.start()
      try cancel.wait()
      try engine.wait()
      #expect(try sandbox.latest("one").status == "CANCELLED")
      #expect(try sandbox.command("docker", "ps", "-a", "-q").output == "")
      try daemon.end()
    }
  }
}
