import KilimManifest
import KilimModel
import Testing

struct LaunchRendererTests {
  private func plan(in directory: String) throws -> RunPlan {
    var bench = Workbench()
    bench.job.attributes.execSystemExecDir = directory
    bench.job.attributes.execSystemInputDir = directory
    bench.job.attributes.execSystemOutputDir = directory + "/out put"
    return try bench.plan()
  }

  /// Lays the launch out in a real directory and runs it; what lies in the log.
  private func launch(
    _ change: (inout RunPlan) -> Void, files: [String: String] = [:], before: String = ""
  ) throws -> (log: String, status: Int32) {
    try Shell.withDirectory { directory in
      var plan = try plan(in: directory)
      change(&plan)
      _ = try Shell.output(of: "mkdir '\(directory)/out put'")
      for (name, text) in files { try Shell.write(text, to: "\(directory)/\(name)") }
      try Shell.write(LaunchRenderer.script(for: plan), to: "\(directory)/tapisjob.sh")
      try Shell.write(LaunchRenderer.environmentFile(for: plan), to: "\(directory)/tapisjob.env")
      let status = try Shell.output(of: "cd / && \(before) /bin/sh \(directory)/tapisjob.sh").status
      let log = try Shell.output(of: "cat '\(directory)/out put'/*").output
      let text = String(decoding: log, as: UTF8.self)
      return (
        text.split(separator: directory, omittingEmptySubsequences: false).joined(separator: "DIR"),
        status
      )
    }
  }

  @Test func `runs the very command in the exec directory`() throws {
    let result = try launch { plan in
      plan.command =
        [
          "/bin/sh", "-c", "pwd; printf '<%s>' \"$@\"; exit 7", "x", "it's", "a  b", "$HOME", "",
          "*",
        ]
        .map { CommandWord($0) } + [CommandWord(parts: [.text("n="), .variable("_tapisJobName")])]
    }
    #expect(result.log == "DIR\n<it's><a  b><$HOME><><*><n=first>")
    #expect(result.status == 7)
  }

  @Test func `starts in an environment that is the plan's and nothing else`() throws {
    let result = try launch(
      { plan in
        plan.command = [CommandWord("/usr/bin/env")]
        plan.environment = [
          PlannedVariable("A", "it's $HOME \"q\" \\ é"), PlannedVariable("EMPTY", ""),
          PlannedVariable("PWD", plan.directories.exec),
        ]
      }, before: "LEAK=1")
    let lines = Set(result.log.split(separator: "\n").map(String.init))
    #expect(lines.isSuperset(of: ["A=it's $HOME \"q\" \\ é", "EMPTY=", "PWD=DIR"]))
    #expect(lines.allSatisfy { !$0.hasPrefix("LEAK") && !$0.hasPrefix("HOME") })
  }

  @Test func `keeps the streams apart when their names differ`() throws {
    let result = try launch { plan in
      plan.command = ["/bin/sh", "-c", "echo out; echo err >&2"].map { CommandWord($0) }
      plan.stdoutFilename = "b"
      plan.stderrFilename = "a"
    }
    #expect(result.log == "err\nout\n")
  }

  @Test func `puts a prefix in front as raw shell text`() throws {
    let result = try launch { plan in
      plan.command = ["/bin/sh", "-c", "echo $X"].map { CommandWord($0) }
      plan.commandPrefix = "X=5; export X;"
    }
    #expect(result.log == "5\n")
  }

  @Test(arguments: [
    ["tapisjob_app.sh": "#!/bin/sh\necho app \"$@\"\n"],
    [
      "run me.sh": "#!/bin/sh\necho app \"$@\"\n",
      "tapisjob.manifest": "# c\ntapisjob_executable=run me.sh\n",
    ],
  ])
  func `finds the program of a bundle`(files: [String: String]) throws {
    let result = try launch(
      { plan in
        plan.runtime = .zip
        plan.command = [CommandWord("a b"), CommandWord("c")]
      }, files: files)
    #expect(result.log == "app a b c\n")
  }

  @Test func `writes this script, word for word`() throws {
    var bench = Workbench()
    bench.app.command = ["/usr/bin/env", "two words"]
    var argument = Argument()
    argument.arg = "--out $HOME/x 'a b'"
    bench.job.attributes.parameterSet.appArgs = [argument]
    let plan = try bench.plan()
    #expect(
      LaunchRenderer.script(for: plan) == """
        #!/bin/sh
        # Repeats the launch of job/first, run \(Workbench.uuidText), by hand.
        # The run's environment is in tapisjob.env; nothing of yours gets in.
        [ "$1" = --clean ] || exec env -i /bin/sh "$0" --clean
        cd '/work/jobs/\(Workbench.uuidText)' || exit 1
        . '/work/jobs/\(Workbench.uuidText)/tapisjob.env'
        exec > '/work/jobs/\(Workbench.uuidText)/output/tapisjob.out' 2>&1 || exit 1
        exec /usr/bin/env 'two words' --out "${HOME}"/x 'a b'

        """)
  }
}
