import Glibc
import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Hosts that go away, refuse, or lose what is said.
  @Suite struct SSHFaultTests {
    /// Something that keeps a person's key out, and what undoes it.
    struct Obstacle: Sendable, CustomTestStringConvertible {
      var testDescription: String
      var condition: String
      var words: String
      var raise: @Sendable (SSHHosts) throws -> Void
      var clear: @Sendable (SSHHosts) throws -> Void
    }

    static let obstacles = [
      Obstacle(
        testDescription: "a key that the host does not know", condition: "NeedsLogin",
        words: "accepts none of your keys",
        raise: { try TextFile.write("", to: $0.path("authorized_keys")) },
        clear: {
          try TextFile.write(
            try TextFile.read($0.path(ofClient: "id.pub")), to: $0.path("authorized_keys"))
        }),
      Obstacle(
        testDescription: "a host key that is not known here", condition: "NeedsLogin",
        words: "`ssh node1`",
        raise: { hosts in
          let file = hosts.path(ofClient: "known_hosts")
          try TextFile.write(try TextFile.read(file), to: file + ".kept")
          try TextFile.write("", to: file)
        },
        clear: { hosts in
          let file = hosts.path(ofClient: "known_hosts")
          try TextFile.write(try TextFile.read(file + ".kept"), to: file)
        }),
      Obstacle(
        testDescription: "a host key that has changed", condition: "NeedsLogin",
        words: "`ssh-keygen -R node1`",
        raise: { hosts in
          let file = hosts.path(ofClient: "known_hosts")
          let text = try TextFile.read(file)
          try TextFile.write(text, to: file + ".kept")
          let own = try TextFile.read(hosts.path(ofClient: "id.pub")).split(separator: " ")
          try TextFile.write("node1 \(own[0]) \(own[1])\n", to: file)
        },
        clear: { hosts in
          let file = hosts.path(ofClient: "known_hosts")
          try TextFile.write(try TextFile.read(file + ".kept"), to: file)
        }),
      Obstacle(
        testDescription: "a second factor", condition: "NeedsLogin", words: "-o ControlPersist=12h",
        raise: { hosts in
          let file = hosts.path("sshd_config")
          let text = try TextFile.read(file)
          try TextFile.write(text, to: file + ".kept")
          try TextFile.write(
            "PasswordAuthentication yes\nAuthenticationMethods publickey,password\n" + text,
            to: file)
          try hosts.reload()
        },
        clear: { hosts in
          let file = hosts.path("sshd_config")
          try TextFile.write(try TextFile.read(file + ".kept"), to: file)
          try hosts.reload()
        }),
    ]

    @Test(arguments: obstacles)
    func `blocks with what helps, and goes on by itself`(obstacle: Obstacle) throws {
      guard let scene = try SSHScene() else { return }
      let sandbox = scene.sandbox
      try obstacle.raise(scene.hosts)
      try sandbox.write(
        scene.system() + Manifest.app("echo ran >>\(scene.hosts.home())/marks")
          + Manifest.job("one", more: ["execSystemId: node1"]), to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      let blocked = try scene.wait("one", until: ["BLOCKED"])
      #expect(blocked.condition == obstacle.condition)
      #expect(blocked.message.contains(obstacle.words), "\(blocked.message)")
      try obstacle.clear(scene.hosts)
      try engine.wait(seconds: 60)
      #expect(try sandbox.latest("one").status == "FINISHED")
      #expect(try TextFile.read(scene.hosts.home() + "/marks") == "ran\n")
      #expect(scene.leftovers() == [])
    }

    @Test func `cancels a job on a host that is away only when it is really gone`() throws {
      guard let scene = try SSHScene(), scene.hosts.canBeCut else { return }
      let sandbox = scene.sandbox
      try sandbox.write(
        scene.system() + Manifest.app("sleep 1000")
          + Manifest.job("one", more: ["execSystemId: node1"]), to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      _ = try scene.wait("one", until: ["RUNNING"])
      try scene.hosts.cut()
      let blocked = try scene.wait("one", until: ["BLOCKED"])
      #expect(blocked.condition == "HostUnreachable")
      #expect(blocked.message.contains("`ssh node1`"))
      // It comes back only when nothing is left of the job.
      let cancel = try sandbox.start(["cancel", "job/one"])
      #expect(try cancel.wait(milliseconds: 3000) == nil)
      #expect(try sandbox.latest("one").status == "BLOCKED")
      #expect(!scene.attempts.isEmpty)
      try scene.hosts.mend()
      try cancel.wait(seconds: 60)
      #expect(scene.attempts == [])
      try engine.wait(seconds: 90)
      #expect(try sandbox.latest("one").status == "CANCELLED")
      #expect(scene.leftovers() == [])
    }

    /// Where a link is cut: as soon as this can be seen.
    enum Moment: String, CaseIterable, Sendable {
      case before, staging, queued, running, archiving
    }

    @Test(arguments: Moment.allCases)
    func `runs a job once whenever the link is cut`(moment: Moment) throws {
      guard let scene = try SSHScene(), scene.hosts.canBeCut else { return }
      let sandbox = scene.sandbox
      let home = scene.hosts.home()
      let large = moment == .staging || moment == .archiving
      try #require(
        try sandbox.start(
          program: "/usr/bin/head", ["-c", large ? "300000000" : "3000", "/dev/zero"]
        ).wait().exitCode == 0)
      try sandbox.start(
        program: "/bin/sh",
        ["-c", "head -c \(large ? 300_000_000 : 3000) /dev/urandom >input"]
      ).wait()
      try sandbox.write(
        scene.system()
          + Manifest.app(
            #"echo ran >>"$1"; sleep 2; cp input output/result; cat input >>output/result; exit 3"#)
          + Manifest.job(
            "one", words: [home + "/marks"],
            more: [
              "execSystemId: node1", "archiveSystemId: local",
              "archiveSystemDir: \(sandbox.path("archive"))",
              "fileInputs: [{name: input, sourceUrl: input, targetPath: input}]",
            ]), to: "all.yaml")
      if moment == .before { try scene.hosts.cut() }
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      switch moment {
      case .before: _ = try scene.wait("one", until: ["BLOCKED"])
      case .staging:
        try scene.wait("the input is on its way") { hasPart(scene.folder()) }
      case .queued:
        try scene.wait("the launch is on its way") {
          TextFile.names(in: home + "/.local/state/kilim-attempts").contains { $0.count == 32 }
        }
      case .running: _ = try scene.wait("one", until: ["RUNNING"])
      case .archiving:
        try scene.wait("the output is on its way") {
          !TextFile.names(in: sandbox.state + "/transfers").filter { !$0.hasPrefix(".") }.isEmpty
            && TextFile.exists(home + "/marks")
            && (try? sandbox.latest("one").status) == "ARCHIVING"
        }
      }
      if moment != .before { try scene.hosts.cut() }
      if moment != .before { _ = try scene.wait("one", until: ["BLOCKED", "FAILED", "RUNNING"]) }
      if moment == .running { _ = try scene.wait("one", until: ["BLOCKED"]) }
      try scene.hosts.mend()
      let result = try engine.wait(seconds: 120)
      let run = try sandbox.latest("one")
      #expect(run.status == "FAILED", "\(result)")
      #expect(run.exitCode == 3, "\(run)")
      #expect(run.condition == "JOB_REMOTE_OUTCOME_ERROR")
      #expect(try TextFile.read(home + "/marks") == "ran\n")
      let same = try sandbox.start(
        program: "/bin/sh", ["-c", "cat input input | cmp - archive/result"]
      ).wait()
      #expect(same.exitCode == 0, "\(same)")
      #expect(!hasPart(scene.folder()))
      #expect(scene.leftovers() == [])
    }

    private func hasPart(_ folder: String) -> Bool {
      TextFile.names(in: folder + "/jobs").contains { run in
        TextFile.names(in: "\(folder)/jobs/\(run)").contains { $0.hasPrefix(".kilim-part") }
      }
    }

    @Test func `runs each of 40 jobs once and judges it right through kills of engine and server`()
      throws
    {
      guard let scene = try SSHScene(2) else { return }
      let sandbox = scene.sandbox
      var random = SeededGenerator(seed: 20_261_201)
      var text = scene.system(1, slots: 4) + scene.system(2, slots: 4)
      text += Manifest.app(#"echo ran >>"$1"; sleep "$2"; exit "$3""#)
      for number in 1...40 {
        let seconds = Double(Int.random(in: 10...400, using: &random)) / 1000
        text += Manifest.job(
          "job-\(number)",
          words: [sandbox.path("mark-\(number)"), "\(seconds)", "\(number % 5 == 0 ? number : 0)"],
          more: ["execSystemId: node\(number % 2 + 1)"])
      }
      try sandbox.write(text, to: "all.yaml")
      for kill in 0..<15 {
        let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
        let delay = Int.random(in: 100...(900 + kill * 50), using: &random)
        if try engine.wait(milliseconds: delay) != nil { break }
        if kill % 3 == 0 { try scene.hosts.endSessions(kill % 2 + 1) }
        try engine.kill()
      }
      try sandbox.run("apply", "-f", "all.yaml", "--yes", seconds: 120)
      for number in 1...40 {
        let run = try sandbox.latest("job-\(number)")
        #expect(run.status == (number % 5 == 0 ? "FAILED" : "FINISHED"), "\(run)")
        #expect(run.exitCode == (number % 5 == 0 ? number : 0), "\(run)")
        #expect(try sandbox.read("mark-\(number)") == "ran\n")
      }
      #expect(scene.attempts == [])
    }
  }
}
