import KilimModel
import Testing

@testable import KilimManifest

/// Jobs on other machines: all is text there, and what only the machine knows stays marked.
struct FarSystemTests {
  @Test func `keeps HOST_EVAL of another machine until it is asked`() throws {
    var bench = Workbench.cluster()
    bench.systems["hpc"]?.jobWorkingDir = "HOST_EVAL($SCRATCH)//tapis/${JobOwner}/"
    bench.job.attributes.archiveSystemDir = "HOST_EVAL(WORK, /w)/out"
    bench.app.jobAttributes.execSystemExecDir = "/x/${JobWorkingDir}"
    let plan = try bench.plan()
    #expect(
      plan.pendingFacts == [
        PendingFact(text: "HOST_EVAL($SCRATCH)", systemId: "hpc", variable: "SCRATCH"),
        PendingFact(
          text: "HOST_EVAL($WORK, /w)", systemId: "hpc", variable: "WORK", fallback: "/w"),
      ])
    let working = "HOST_EVAL($SCRATCH)/tapis/ada"
    #expect(plan.directories.working == working)
    #expect(plan.directories.exec == "/x/" + working)
    #expect(plan.directories.output == "\(working)/jobs/\(Workbench.uuidText)/output")
    #expect(plan.archive.directory == "HOST_EVAL($WORK, /w)/out")
    #expect(plan.variable("_tapisJobWorkingDir") == working)
    #expect(RunPlan(json: plan.json) == plan)
  }

  @Test func `fills in what a System has answered`() throws {
    var bench = Workbench.cluster()
    bench.systems["hpc"]?.rootDir = "/root"
    bench.systems["hpc"]?.jobWorkingDir = "HOST_EVAL($SCRATCH, /tmp)/tapis"
    bench.recorded["hpc SCRATCH"] = "/s/ada"
    bench.hostVariables["SCRATCH"] = "/mine"
    #expect(try bench.plan().directories.working == "/root/s/ada/tapis")
    bench.recorded["hpc SCRATCH"] = ""
    let plan = try bench.plan()
    #expect(plan.directories.working == "/root/tmp/tapis" && plan.pendingFacts == [])
    bench.systems["hpc"]?.jobWorkingDir = "HOST_EVAL($SCRATCH)/tapis"
    #expect(
      bench.complaints() == [
        "K0405 spec.execSystemId: HOST_EVAL: `$SCRATCH` is not set on System `hpc`, and no default is given [write `HOST_EVAL($SCRATCH, DEFAULT)`, or export SCRATCH in the login files there] {spec.jobWorkingDir of System hpc}"
      ])
    bench.recorded = [:]
    #expect(try bench.plan().directories.working == "/root/HOST_EVAL($SCRATCH)/tapis")
  }

  @Test func `asks the archive system for the archive directory`() throws {
    var bench = Workbench.cluster()
    bench.systems["store"] = SystemSpec()
    bench.systems["store"]?.host = "data.example.org"
    bench.systems["store"]?.effectiveUserId = "bob"
    bench.systems["store"]?.port = 2222
    bench.job.attributes.archiveSystemId = "store"
    bench.job.attributes.archiveSystemDir = "HOST_EVAL($WORK)/${JobName}"
    let plan = try bench.plan()
    #expect(plan.archive.directory == "HOST_EVAL($WORK on store)/first")
    #expect(plan.pendingFacts.map(\.systemId) == ["store"])
    var store = PlannedSystem(id: "store", host: "data.example.org")
    store.user = "bob"
    store.port = 2222
    #expect(plan.systems == [PlannedSystem(id: "hpc", host: "login.example.org"), store])
    bench.job.attributes.archiveMode = .never
    #expect(try bench.plan().systems.map(\.id) == ["hpc"])
    bench.job.attributes.execSystemId = "local"
    bench.job.jobType = .fork
    bench.job.attributes.archiveSystemDir = "/out"
    #expect(try bench.plan().systems == [])
  }

  @Test func `archives into a bucket by key`() throws {
    var bench = Workbench()
    bench.systems["s3"] = SystemSpec()
    bench.systems["s3"]?.systemType = .s3
    bench.systems["s3"]?.host = "s3.example.org"
    bench.systems["s3"]?.bucketName = "results"
    bench.systems["s3"]?.rootDir = "team"
    bench.job.attributes.archiveSystemId = "s3"
    let plan = try bench.plan()
    #expect(plan.archive.directory == "team/jobs/\(Workbench.uuidText)/archive")
    let system = try #require(plan.systems.first)
    #expect(system.type == .s3 && system.bucket == "results" && system.id == "s3")
  }

  @Test func `looks at no path of another machine`() throws {
    var bench = Workbench.cluster()
    var data = SystemSpec()
    data.host = "data.example.org"
    data.rootDir = "/corral/${apiUserId}"
    bench.systems["data"] = data
    bench.job.attributes.fileInputs = [
      .of("a", "tapis://data//x/y.csv"), .of("b", "tapislocal://exec.tapis/home/z", target: "z"),
      .of("c", "tapis://hpc/p/q"), .of("d", "sftp://u@h/p/e.txt"), .of("f", "s3://bucket/k/g.txt"),
    ]
    let plan = try bench.plan()
    #expect(
      plan.inputs.map(\.source) == [
        .remote(systemId: "data", path: "/corral/ada/x/y.csv"), .inPlace(path: "/home/z"),
        .remote(systemId: "hpc", path: "/p/q"), .url("sftp://u@h/p/e.txt"),
        .url("s3://bucket/k/g.txt"),
      ])
    #expect(plan.inputs.map(\.target) == ["y.csv", "z", "q", "e.txt", "g.txt"])
    #expect(plan.systems.map(\.id) == ["hpc", "data"])
  }

  @Test func `takes a bundle from wherever it lies`() throws {
    var bench = Workbench.cluster()
    bench.app.runtime = .zip
    bench.app.command = []
    bench.app.containerImage = "/apps//tool.zip"
    #expect(try bench.plan().image?.source == .inPlace(path: "/apps/tool.zip"))
    bench.app.containerImage = "tapis://hpc/apps/tool.zip"
    #expect(try bench.plan().image?.source == .remote(systemId: "hpc", path: "/apps/tool.zip"))
    bench.app.containerImage = "tool.zip"
    bench.files["/apps/tool.zip"] = .file
    #expect(try bench.plan().image?.source == .archive(path: "/apps/tool.zip"))
  }

  @Test func `leaves the login's own variables to the login`() throws {
    var bench = Workbench.cluster()
    bench.systems["hpc"]?.effectiveUserId = "svc"
    bench.job.attributes.parameterSet.appArgs = [.of(nil, "$WORK/x $HOME")]
    let plan = try bench.plan()
    #expect(bench.complaints() == [])
    #expect(["HOME", "USER", "LOGNAME", "PATH"].allSatisfy { plan.variable($0) == nil })
    #expect(plan.variable("_tapisEffectiveUserId") == "svc" && plan.systems[0].user == "svc")
    #expect(plan.variable("PWD") == plan.directories.exec)
    #expect(bench.compile().compiled?.slots == nil)
    bench.job.attributes.parameterSet.appArgs = [.of(nil, "${JobUUId}")]
    #expect(bench.compile().diagnostics.map(\.code) == [.unknownMacro])
  }

  @Test func `treats another user of this machine as another machine`() throws {
    var bench = Workbench()
    bench.systems["x"] = bench.system
    bench.systems["x"]?.effectiveUserId = "bob"
    bench.job.attributes.execSystemId = "x"
    #expect(try bench.plan().systems.map(\.user) == ["bob"])
  }
}
