import KilimModel
import Testing

@testable import KilimManifest

struct PlanTests {
  @Test func `puts the command line together`() throws {
    var bench = Workbench()
    bench.app.command = ["/usr/bin/python3", "my tool.py"]
    bench.app.jobAttributes.parameterSet.appArgs = [
      .of("k", "--k 5", mode: .includeByDefault),
      .of("data", "--data \"$HOME/${AppId}\"", mode: .fixed),
    ]
    var literal = Argument.of("x")
    literal.args = ["a b", "$HOME", ";"]
    bench.job.attributes.parameterSet.appArgs = [.of("k", "--k 7"), literal]
    #expect(
      try bench.plan().commandText
        == "/usr/bin/python3 'my tool.py' --k 7 --data \"${HOME}\"/tool 'a b' '$HOME' ';'")
  }

  @Test func `plans the bundle of a ZIP app`() throws {
    var bench = Workbench()
    bench.app.runtime = .zip
    bench.app.command = []
    bench.app.containerImage = "bundle"
    bench.job.attributes.parameterSet.appArgs = [.of(nil, "x")]
    #expect(
      bench.complaints() == [
        "K0308 spec.appId: there is no file or directory `bundle` [relative paths start at the manifest: /apps/bundle] {spec.containerImage of App tool@1, apps.yaml:12}"
      ])
    bench.files["/apps/bundle"] = .directory
    #expect(
      bench.complaints() == [
        "K0308 spec.appId: the bundle `bundle` has no program [put `tapisjob_app.sh` into it, or a `tapisjob.manifest` with the line `tapisjob_executable=FILE`] {spec.containerImage of App tool@1, apps.yaml:12}"
      ])
    bench.files["/apps/bundle/tapisjob_app.sh"] = .file
    bench.contents["/apps/bundle"] = .of("tree")
    #expect(
      try bench.plan().image
        == PlannedImage(source: .directory(path: "/apps/bundle"), digest: .of("tree")))
    #expect(try bench.plan().commandText == "x")

    bench.app.containerImage = "/srv/tool.tar.gz"
    bench.files["/srv/tool.tar.gz"] = .file
    #expect(try bench.plan().image?.source == .archive(path: "/srv/tool.tar.gz"))
    #expect(bench.compile().compiled?.components.image == .of("/srv/tool.tar.gz"))

    bench.app.containerImage = "https://h/tool.zip"
    bench.job.attributes.parameterSet.containerArgs = [.of(nil, "--tapis-zip-save")]
    let image = try #require(try bench.plan().image)
    #expect(image.source == .url("https://h/tool.zip") && image.digest == nil && image.keepArchive)

    bench.app.containerImage = "docker://alpine"
    #expect(bench.compile().diagnostics.map(\.code) == [.unsupportedSource])
  }

  /// Job, app and what comes of it; `ALWAYS` where nobody says anything.
  static let archiveModes: [(ArchiveMode?, Bool?, ArchiveMode?, Bool?, ArchiveMode)] = [
    (nil, nil, nil, nil, .always), (nil, false, nil, nil, .skipOnFail),
    (nil, true, nil, false, .always),
    (nil, nil, nil, false, .skipOnFail), (nil, nil, .never, nil, .never),
    (.never, nil, .always, nil, .never),
    (.always, false, nil, nil, .always), (nil, true, .never, nil, .always),
    (nil, nil, .always, false, .always),
  ]

  @Test(arguments: archiveModes)
  func `takes the archive mode from the job, then the app`(
    row: (ArchiveMode?, Bool?, ArchiveMode?, Bool?, ArchiveMode)
  ) throws {
    var bench = Workbench()
    bench.job.attributes.archiveMode = row.0
    bench.job.attributes.archiveOnAppError = row.1
    bench.app.jobAttributes.archiveMode = row.2
    bench.app.jobAttributes.archiveOnAppError = row.3
    #expect(try bench.plan().archive.mode == row.4)
  }

  @Test func `appends filters and subscriptions, unites tags`() throws {
    var bench = Workbench()
    bench.job.attributes.parameterSet.archiveFilter = RuleTests.filter(includes: ["${JobName}.csv"])
    bench.app.jobAttributes.parameterSet.archiveFilter = RuleTests.filter(
      includes: ["a"], excludes: ["b"])
    bench.app.jobAttributes.parameterSet.archiveFilter?.includeLaunchFiles = false
    bench.job.attributes.tags = ["z", "a"]
    bench.app.jobAttributes.tags = ["a", "m"]
    var off = RuleTests.subscription(.email, "x@y")
    off.enabled = false
    var hook = RuleTests.subscription(.webhook, "https://h/")
    hook.ttlMinutes = 5
    hook.eventCategoryFilter = .userEvent
    bench.job.attributes.subscriptions = [off, hook]
    bench.app.jobAttributes.subscriptions = [RuleTests.subscription(.email, "mailto:a@b")]
    var once = RuleTests.notification("mailto:c@d", event: "FINISHED")
    once.persistent = false
    bench.job.notifications = [once, RuleTests.notification("http://h/x")]
    let plan = try bench.plan()
    #expect(plan.archive.includes == ["first.csv", "a"] && plan.archive.excludes == ["b"])
    #expect(!plan.archive.includeLaunchFiles)
    #expect(plan.tags == ["a", "m", "z"])
    #expect(
      plan.subscriptions.map {
        "\($0.name) \($0.category.rawValue) \($0.status?.name ?? "*") \($0.method.rawValue) \($0.address) \($0.once) \($0.ttlMinutes)"
      } == [
        "job-2 JOB_USER_EVENT * WEBHOOK https://h/ false 5",
        "notification-1 JOB_NEW_STATUS FINISHED EMAIL c@d true 10080",
        "notification-2 JOB_NEW_STATUS * WEBHOOK http://h/x false 10080",
        "app-1 ALL * EMAIL a@b false 10080",
      ])
  }

  @Test func `takes sizes from the job, then the app, then the defaults`() throws {
    var bench = Workbench()
    bench.app.jobAttributes.memoryMB = 500
    bench.app.jobAttributes.coresPerNode = 3
    bench.app.jobAttributes.nodeCount = 0
    bench.job.attributes.coresPerNode = 2
    let plan = try bench.plan()
    #expect(
      [plan.nodeCount, plan.coresPerNode, plan.memoryMB, plan.maxMinutes, plan.gpus] == [
        1, 2, 500, 10, 0,
      ])
  }

  @Test func `puts an MPI launcher in front, quoted`() throws {
    var bench = Workbench()
    bench.system.mpiCmd = "mpirun -n $N 'a b'"
    bench.app.jobAttributes.isMpi = true
    #expect(try bench.plan().mpiCommand == "mpirun -n \"${N}\" 'a b'")
    bench.job.attributes.isMpi = false
    #expect(try bench.plan().mpiCommand == nil)
  }

  @Test(arguments: [(nil, 4), (3, 3), (0, nil), (-1, nil)] as [(Int?, Int?)])
  func `runs as many jobs at a time as the system says`(limit: Int?, slots: Int?) {
    var bench = Workbench()
    bench.system.jobMaxJobs = limit
    #expect(bench.compile().compiled?.slots == slots)
  }
}
