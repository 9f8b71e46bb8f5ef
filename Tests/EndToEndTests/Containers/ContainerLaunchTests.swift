import KilimTestSupport
import Testing

extension EndToEnd.Containers {
  /// Every way in which a container cannot be started has its own condition.
  @Suite struct LaunchTests {
    private struct Case: CustomTestStringConvertible {
      var name: String
      var image: String?
      var arguments: [String] = []
      var condition: String
      var says: String
      var helps: String
      var testDescription: String { name }
    }

    /// Apptainer takes no `--memory=1k`, and needs no image of that name.
    private static func cases(_ runtime: TestRuntime) -> [Case] {
      let missing = "type=bind,source=/no/such,target=/x"
      let common = [
        Case(
          name: "mount", arguments: ["--mount=\(missing)"], condition: "JOB_MOUNT_FAILED",
          says: "/no/such", helps: "kilim compile")
      ]
      guard runtime != .apptainer else {
        return common + [
          Case(
            name: "no-image", image: TestRuntime.folder + "/rootfs.tar",
            condition: "JOB_IMAGE_INVALID", says: "image", helps: "apptainer inspect"),
          Case(
            name: "registry", image: "docker://127.0.0.1:1/nope:1",
            condition: "JOB_IMAGE_PULL_FAILED", says: "127.0.0.1:1", helps: "apptainer pull"),
        ]
      }
      return common + [
        Case(
          name: "image", image: "localhost/nope:1", condition: "JOB_IMAGE_NOT_FOUND",
          says: "localhost/nope:1", helps: "\(runtime) pull"),
        Case(
          name: "registry", image: "127.0.0.1:1/nope:1", condition: "JOB_IMAGE_PULL_FAILED",
          says: "127.0.0.1:1", helps: "\(runtime) pull"),
        Case(
          name: "option", arguments: ["--memory=1k"], condition: "JOB_RUNTIME_OPTION_REFUSED",
          says: "memory", helps: "kilim compile"),
      ]
    }

    @Test(arguments: TestRuntime.available)
    func `says why a container was not started, and what helps`(runtime: TestRuntime) throws {
      let sandbox = try Sandbox.withContainers()
      let cases = Self.cases(runtime)
      var text = ""
      for one in cases {
        text += runtime.app("app-\(one.name)", image: one.image)
        let list = one.arguments.map(Manifest.quoted).joined(separator: ", ")
        let parameters = list.isEmpty ? "" : "containerArgs: [{args: [\(list)]}], "
        text += Manifest.job(
          one.name, app: "app-\(one.name)",
          more: ["parameterSet: {\(parameters)appArgs: [{args: [\"true\"]}]}"])
      }
      try sandbox.write(text, to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 1)
      for one in cases {
        let run = try sandbox.latest(one.name)
        #expect(run.status == "FAILED" && run.condition == one.condition, "\(one.name): \(run)")
        #expect(run.exitCode == nil && run.message.contains(one.says), "\(one.name): \(run)")
        let described = try sandbox.run("describe", "job/\(one.name)").output
        #expect(described.contains(one.helps), "\(described)")
      }
      #expect(try sandbox.leftContainers() == [])
      #expect(try sandbox.leftScratch() == [])
    }

    @Test(arguments: TestRuntime.engines)
    func `does not take another's container for its own`(runtime: TestRuntime) throws {
      let sandbox = try Sandbox.withContainers()
      try sandbox.write(
        runtime.app() + Manifest.job("one", app: "box", words: ["true"], more: ["suspend: true"]),
        to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes", "--wait", "accepted")
      let uuid = try sandbox.latest("one").uuid
      try sandbox.command(
        runtime.rawValue, "run", "--network", "none", "--name", uuid, runtime.image, "sh", "-c",
        "exit 9")
      try sandbox.write(
        runtime.app() + Manifest.job("one", app: "box", words: ["true"]), to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let run = try sandbox.latest("one")
      #expect(run.uuid == uuid && run.condition == "JOB_CONTAINER_NAME_IN_USE", "\(run)")
      #expect(
        try sandbox.run("describe", "job/one").output.contains("\(runtime) rm -f \(uuid)"))
      // What is not ours stays.
      let other = try sandbox.command(runtime.rawValue, "rm", uuid)
      #expect(other.exitCode == 0, "\(other)")
    }

    @Test(arguments: [
      (
        "exit 1", "JOB_RUNTIME_NOT_PERMITTED", "usermod",
        "permission denied while trying to connect to the Docker daemon socket at unix:///x"
      ),
      (
        "exit 1", "JOB_IMAGE_NOT_FOUND", "docker login r.example.org",
        "Error response from daemon: pull access denied for secret, repository does not exist"
      ),
    ])
    func `knows a private image and a closed socket by the tool's words`(
      row: (end: String, condition: String, helps: String, words: String)
    ) throws {
      let sandbox = try Sandbox()
      let isPull = row.condition == "JOB_IMAGE_NOT_FOUND"
      // An image that is missing here is asked for at its registry.
      let inspect = isPull ? "echo 'Error: No such image: x' >&2; exit 1" : "fail"
      try sandbox.write(
        """
        #!/bin/sh
        fail() { echo "\(row.words)" >&2; \(row.end); }
        case "$1" in image) \(inspect) ;; *) fail ;; esac

        """, to: "tools/docker", mode: 0o755)
      sandbox.environment["PATH"] = sandbox.path("tools") + ":/usr/bin:/bin"
      try sandbox.write(
        Manifest.containerApp("box", runtime: "DOCKER", image: "r.example.org/secret:1")
          + Manifest.job("one", app: "box", words: ["true"]), to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let run = try sandbox.latest("one")
      #expect(run.status == "FAILED" && run.condition == row.condition, "\(run)")
      #expect(try sandbox.run("describe", "job/one").output.contains(row.helps))
    }

    @Test(arguments: ["DOCKER", "PODMAN", "APPTAINER"])
    func `says that a runtime is not installed, and how it is`(runtime: String) throws {
      let sandbox = try Sandbox()
      TextFile.makeFolder(sandbox.path("tools"))
      sandbox.environment["PATH"] = sandbox.path("tools")
      try sandbox.write("no image", to: "x.sif")
      try sandbox.write(
        Manifest.containerApp(
          "box", runtime: runtime, image: runtime == "APPTAINER" ? "x.sif" : "alpine")
          + Manifest.job("one", app: "box", words: ["true"]), to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let run = try sandbox.latest("one")
      #expect(run.status == "FAILED" && run.condition == "JOB_RUNTIME_NOT_INSTALLED", "\(run)")
      #expect(try sandbox.run("describe", "job/one").output.contains("apt-get install"))
    }

    @Test(arguments: ["docker", "apptainer"])
    func `brings an image once for all runs that want it`(tool: String) throws {
      let sandbox = try Sandbox()
      // The last word but one of Apptainer's pull is the file.
      try sandbox.write(
        """
        #!/bin/sh
        case "$*" in
          "image inspect"*) test -e \(sandbox.path("here")) || { echo "No such image" >&2; exit 1; } ;;
          "pull "*|*"--silent pull "*) echo pull >>\(sandbox.path("pulls")); sleep 0.5; : >\(sandbox.path("here"))
            for word; do case "$word" in *.part) : >"$word" ;; esac; done ;;
          *) exit 0 ;;
        esac

        """, to: "tools/\(tool)", mode: 0o755)
      sandbox.environment["PATH"] = sandbox.path("tools") + ":/usr/bin:/bin"
      var text = Manifest.containerSystem(slots: 8, folder: sandbox.path("jobs"))
      text += Manifest.containerApp(
        "box", runtime: tool.uppercased(), image: (tool == "docker" ? "" : "docker://") + "tool:1")
      for number in 1...6 {
        text += Manifest.job("job-\(number)", app: "box", more: ["execSystemId: boxes"])
      }
      try sandbox.write(text, to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 0)
      #expect(try sandbox.read("pulls") == "pull\n")
      let images = TextFile.names(in: sandbox.home + "/.cache/kilim/images")
      #expect(
        images.count == (tool == "docker" ? 0 : 1) && !images.contains { $0.hasSuffix("part") })
    }

    @Test(arguments: TestRuntime.available)
    func `prints the words that it starts`(runtime: TestRuntime) throws {
      let sandbox = try Sandbox.withContainers()
      let words = ["sh", "-c", "cat >>/TapisOutput/none; echo $0", "a b"]
      try sandbox.write(
        runtime.app() + Manifest.job("one", app: "box", words: words), to: "all.yaml")
      #expect(try sandbox.run("apply", "-f", "all.yaml", "--yes").exitCode == 0)
      let script = try sandbox.run("compile", "job/one", "-o", "script").output
      try sandbox.write(script, to: "again.sh")
      let again = try sandbox.start(program: "/bin/sh", [sandbox.path("again.sh")]).wait()
      #expect(again.exitCode == 0, "\(again) \(script)")
      let run = try sandbox.latest("one")
      #expect(try TextFile.read("\(run.outputDirectory)/out") == "a b\n")
      let plan = try sandbox.json(try sandbox.run("compile", "job/one", "-o", "json"))
      let all = plan["arguments"]?.items.compactMap(\.string) ?? []
      #expect(all.first == runtime.rawValue && Array(all.suffix(4)) == words, "\(all)")
      // What was run by hand is nobody's.
      if runtime != .apptainer { try sandbox.command(runtime.rawValue, "rm", "-f", run.uuid) }
    }
  }
}
