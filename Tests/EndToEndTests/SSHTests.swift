import Glibc
import KilimModel
import KilimTestSupport
import Testing

extension EndToEnd {
  /// Runs on real SSH hosts: what they do when all is well.
  @Suite struct SSHTests {
    @Test func `runs jobs on two hosts and brings their files there and back`() throws {
      guard let scene = try SSHScene(2) else { return }
      let sandbox = scene.sandbox
      TextFile.makeFolder(sandbox.path("data"))
      try sandbox.write("first\n", to: "data/a b.txt")
      try sandbox.write("second\n", to: "data/it's.txt")
      try sandbox.write(
        scene.system(1) + scene.system(2)
          + Manifest.app(
            #"hostname; echo "$HOME"; cat data/*.txt; mkdir -p output/sub; echo ok >"output/sub/r 1.txt"; ln -s "r 1.txt" output/sub/link; echo no >output/skip.tmp; exit "$1""#
          )
          + Manifest.job(
            "here", words: ["0"],
            more: [
              "execSystemId: node1", "archiveSystemId: local",
              "archiveSystemDir: \(sandbox.path("archive"))",
              "fileInputs: [{name: data, sourceUrl: data, targetPath: data}]",
            ])
          + Manifest.job(
            "across", words: ["0"],
            more: [
              "execSystemId: node1", "archiveSystemId: node2",
              "archiveSystemDir: \(scene.folder(2))/archive",
              "fileInputs: [{name: data, sourceUrl: data, targetPath: data}]",
            ])
          + Manifest.job(
            "same",
            more: [
              "execSystemId: node2", "archiveSystemId: node2",
              "archiveSystemDir: \(scene.folder(2))/kept",
              "fileInputs: [{name: data, sourceUrl: data, targetPath: data}]",
              "parameterSet: {appArgs: [{args: ['3']}], archiveFilter: {excludes: ['*.tmp']}}",
            ]),
        to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(try sandbox.latest("here").status == "FINISHED", "\(result)")
      #expect(try sandbox.latest("across").status == "FINISHED", "\(result)")
      let same = try sandbox.latest("same")
      #expect(same.status == "FAILED", "\(same)")
      #expect(same.exitCode == 3)

      let log = try sandbox.read("archive/tapisjob.out")
      #expect(log == "node1\n\(scene.hosts.home(1))\nfirst\nsecond\n")
      for folder in [
        sandbox.path("archive"), scene.folder(2) + "/archive", scene.folder(2) + "/kept",
      ] {
        #expect(try TextFile.read(folder + "/sub/r 1.txt") == "ok\n")
        #expect(try TextFile.read(folder + "/sub/link") == "ok\n")
        #expect(TextFile.exists(folder + "/tapisjob.sh"))
      }
      #expect(try TextFile.read(scene.folder(2) + "/archive/skip.tmp") == "no\n")
      #expect(!TextFile.exists(scene.folder(2) + "/kept/skip.tmp"))
      #expect(try TextFile.read(scene.folder(2) + "/kept/tapisjob.out").hasPrefix("node2\n"))
      #expect(scene.leftovers(1...2) == [])
    }

    @Test func `runs a bundle, takes inputs from other hosts, and is not misled by greetings`()
      throws
    {
      guard let scene = try SSHScene(2) else { return }
      let sandbox = scene.sandbox
      for node in 1...2 {
        try TextFile.write(
          "echo; echo 'KILIM-BEGIN Welcome'; printf 'no newline'; echo again >&2\n",
          to: scene.hosts.home(node) + "/.bashrc")
      }
      try TextFile.write("from node2\n", to: scene.hosts.home(2) + "/far.txt")
      TextFile.makeFolder(sandbox.path("bundle"))
      try sandbox.write("tapisjob_executable=run.sh\n", to: "bundle/tapisjob.manifest")
      try sandbox.write(
        "#!/bin/sh\ncat far.txt near.txt; echo \"$1\" \"$PWD\"\n", to: "bundle/run.sh")
      try TextFile.write("from node1\n", to: scene.hosts.home(1) + "/near.txt")
      try sandbox.write(
        scene.system(1) + scene.system(2) + """
          ---
          apiVersion: kilim/v1
          kind: App
          metadata: {name: zip}
          spec: {version: "1.0", runtime: ZIP, containerImage: bundle}

          """
          + Manifest.job(
            "zip", app: "zip", words: ["a $b 'c"],
            more: [
              "execSystemId: node1",
              "fileInputs: [{name: far, sourceUrl: 'tapis://node2\(scene.hosts.home(2))/far.txt', "
                + "targetPath: far.txt}, {name: near, sourceUrl: 'tapis://node1\(scene.hosts.home(1))/near.txt', "
                + "targetPath: near.txt}]",
            ]),
        to: "all.yaml")
      let result = try sandbox.run("apply", "-f", "all.yaml", "--yes")
      let run = try sandbox.latest("zip")
      #expect(run.status == "FINISHED", "\(result)")
      #expect(
        try TextFile.read(run.outputDirectory + "/tapisjob.out")
          == "from node2\nfrom node1\na $b 'c \(run.workDirectory)\n")
      #expect(scene.leftovers(1...2) == [])
    }

    @Test func `shows what lies on a host, and looks at the host`() throws {
      guard let scene = try SSHScene() else { return }
      let sandbox = scene.sandbox
      try sandbox.write(
        scene.system(1) + Manifest.app("echo first; echo second; echo third >&2; exit 2")
          + Manifest.job("one", more: ["execSystemId: node1"]), to: "all.yaml")
      try sandbox.run("apply", "-f", "all.yaml", "--yes")
      #expect(try sandbox.run("logs", "job/one").output == "first\nsecond\nthird\n")
      #expect(try sandbox.run("logs", "job/one", "--tail", "1").output == "third\n")
      #expect(try sandbox.run("describe", "job/one").output.contains("second"))
      let list = try sandbox.run("outputs", "list", "job/one", "-o", "name")
      #expect(list.output == "tapisjob.exitcode\ntapisjob.out\n", "\(list)")
      try sandbox.run("outputs", "get", "job/one", "tapisjob.exitcode", "code")
      #expect(try sandbox.read("code") == "2\n")

      let well = try sandbox.run("doctor", "node1")
      #expect(well.exitCode == 0 && well.output.contains("answers as node1"), "\(well)")
      #expect(try sandbox.run("doctor", "local").exitCode == 0)
      #expect(try sandbox.run("doctor", "nobody").exitCode == 4)
      try TextFile.write("", to: scene.hosts.path("authorized_keys"))
      try scene.hosts.endSessions()
      let ill = try sandbox.run("doctor", "system/node1")
      #expect(ill.exitCode == 1 && ill.output.contains("`ssh node1`"), "\(ill)")
    }

    @Test func `ends the whole tree of a cancelled job and of one that runs too long`() throws {
      guard let scene = try SSHScene() else { return }
      let sandbox = scene.sandbox
      try sandbox.write(
        scene.system(1)
          + Manifest.app("setsid sleep 1000 & trap '' TERM; echo up; sleep 1000; sleep 1000")
          + Manifest.job("gone", more: ["execSystemId: node1"])
          + Manifest.job("late", more: ["execSystemId: node1", "maxMinutes: 1"]),
        to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      _ = try scene.wait("gone", until: ["RUNNING"])
      _ = try scene.wait("late", until: ["RUNNING"])
      try scene.wait("both trees run") { scene.attempts.count >= 6 }
      try sandbox.run("cancel", "job/gone")
      let gone = try scene.wait("gone", until: ["CANCELLED"])
      #expect(gone.condition == "CANCELLED_BY_USER")
      try engine.wait(seconds: 150)
      let late = try sandbox.latest("late")
      #expect(late.status == "FAILED", "\(late)")
      #expect(late.condition == "JOB_EXECUTION_MONITORING_TIMEOUT")
      #expect(scene.leftovers() == [])
    }

    @Test
    func `says what cannot be started, and never takes a restarted host's silence for an end`()
      throws
    {
      guard let scene = try SSHScene() else { return }
      let sandbox = scene.sandbox
      try sandbox.write(
        scene.system(1) + Manifest.app("sleep 1000")
          + Manifest.job("lost", more: ["execSystemId: node1"]), to: "all.yaml")
      let engine = try sandbox.start(["apply", "-f", "all.yaml", "--yes"])
      _ = try scene.wait("lost", until: ["RUNNING"])
      try engine.kill()
      let records = scene.hosts.home() + "/.local/state/kilim-attempts"
      let token = try #require(TextFile.names(in: records).first { $0.count == 32 })
      var start = try TextFile.read("\(records)/\(token)/start").split(separator: " ")
      for process in scene.attempts { kill(process, SIGKILL) }
      kill(try #require(pid_t(start[0])), SIGKILL)
      start[2] = "00000000-another-boot"
      try TextFile.write(start.joined(separator: " "), to: "\(records)/\(token)/start")
      _ = unlink("\(records)/\(token)/outcome")
      try sandbox.run("apply", "-f", "all.yaml", "--yes", seconds: 30)
      let run = try scene.wait("lost", until: ["BLOCKED"])
      #expect(run.condition == "JOB_OUTCOME_UNKNOWN", "\(run)")
      #expect(run.message.contains("restarted"), "\(run)")
    }
  }
}
