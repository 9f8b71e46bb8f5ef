import KilimManifest
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

/// What compiles and cannot run yet: refused by `apply`, announced by `validate`.
struct ExecutionSupportTests {
  private func diagnostic(
    _ policy: ExecutionSupport.Policy = .refuse, _ change: (inout RunPlan, inout JobSpec) -> Void
  ) throws -> Diagnostic? {
    let uuid = try #require(RunUUID("01234567-89ab-4def-8123-456789abcdef-007"))
    var plan = RunPlan(uuid: uuid, created: Timestamp(milliseconds: 0))
    plan.execSystemId = "hpc"
    plan.archiveSystemId = "store"
    var job = JobSpec()
    change(&plan, &job)
    return ExecutionSupport.diagnostic(plan, job, nil, policy)
  }

  private static func bucket(_ id: String) -> PlannedSystem {
    var system = PlannedSystem(id: id, host: "s3.example.org")
    system.type = .s3
    return system
  }

  @Test func `says one thing of a job, where it asks for it`() throws {
    #expect(try diagnostic { _, _ in } == nil)
    let batch = try diagnostic { plan, job in
      plan.jobType = .batch
      plan.batch = PlannedBatch()
      plan.batch?.scheduler = .pbs
      plan.runtime = .apptainer
      job.jobType = .batch
    }
    #expect(batch?.code == .unsupportedFeature && batch?.path == "spec.jobType")
    #expect(batch?.message.contains("gives no jobs to PBS") == true)
    let slurm = try diagnostic { plan, _ in
      plan.jobType = .batch
      plan.batch = PlannedBatch()
    }
    #expect(slurm == nil)
    let far = try diagnostic { plan, job in
      plan.batch = PlannedBatch()
      plan.systems = [PlannedSystem(id: "hpc", host: "h.example.org")]
      job.attributes.execSystemId = "hpc"
    }
    #expect(far?.path == "spec.execSystemId" && far?.message.contains("h.example.org") == true)
    let box = try diagnostic { plan, _ in
      plan.container = PlannedContainer(image: "x")
      plan.batch = PlannedBatch()
      plan.runtime = .apptainer
    }
    #expect(box?.path == "spec.appId" && box?.message.contains("APPTAINER") == true)
    #expect(try diagnostic { plan, _ in plan.runtime = .docker } == nil)
    let hosts = try diagnostic { plan, _ in
      plan.systems = [
        PlannedSystem(id: "hpc", host: "h.example.org"), PlannedSystem(id: "store", host: "s"),
      ]
    }
    #expect(hosts == nil)
    let fact = try diagnostic { plan, _ in
      plan.systems = [PlannedSystem(id: "hpc", host: "h.example.org")]
      plan.pendingFacts = [
        PendingFact(text: "HOST_EVAL($WORK)", systemId: "hpc", variable: "WORK")
      ]
    }
    #expect(fact?.message.contains("`HOST_EVAL($WORK)`") == true)
    let archive = try diagnostic { plan, _ in
      plan.systems = [Self.bucket("store")]
    }
    #expect(archive?.path == "spec.appId" && archive?.message.contains("archives") == true)
    let source = try diagnostic { plan, job in
      plan.inputs = [PlannedInput(name: "x", source: .url("sftp://h/x"), target: "x")]
      job.attributes.fileInputs = [FileInput()]
    }
    #expect(source?.path == "spec.fileInputs" && source?.message.contains("`sftp:`") == true)
    let policy = try diagnostic { plan, job in
      plan.runtime = .docker
      job.secretEnv = [SecretVariable()]
    }
    #expect(policy?.path == "spec.secretEnv")
    #expect(policy?.message.contains("`secretEnv`") == true)
    let web = try diagnostic { plan, _ in
      plan.inputs = [PlannedInput(name: "x", source: .url("https://h/x"), target: "x")]
    }
    #expect(web == nil)
  }

  @Test(arguments: ["--array", "--clusters", "--requeue"])
  func `refuses what it could not follow in the scheduler`(option: String) throws {
    let found = try diagnostic { plan, job in
      plan.batch = PlannedBatch()
      plan.batch?.options = [PlannedOption(option)]
      job.attributes.parameterSet.schedulerOptions = [Argument()]
    }
    #expect(found?.path == "spec.parameterSet.schedulerOptions")
    #expect(found?.message.contains("`\(option)`") == true)
  }

  @Test func `warns, refuses or says nothing, by who asks`() throws {
    let isFar: (inout RunPlan, inout JobSpec) -> Void = { plan, _ in
      plan.systems = [Self.bucket("hpc")]
    }
    #expect(try diagnostic(.warn, isFar)?.severity == .warning)
    #expect(try diagnostic(.refuse, isFar)?.severity == .error)
    #expect(try diagnostic(.ignore, isFar) == nil)
  }

  private static let manifest =
    Declared.app("true")
    + Declared.job(
      "one", more: ["jobType: BATCH", "execSystemId: hpc", "memoryMB: 5", "maxMinutes: 5"]) + """
      ---
      apiVersion: kilim/v1
      kind: System
      metadata: {name: hpc}
      spec:
        systemType: LINUX
        host: login.example.org
        rootDir: /
        canExec: true
        canRunBatch: true
        batchScheduler: SLURM
        jobWorkingDir: HOST_EVAL($SCRATCH)/kilim
        jobRuntimes: [{runtimeType: NATIVE}]
        batchLogicalQueues: [{name: short, hpcQueueName: main}]

      """

  @Test func `apply refuses what compile plans`() throws {
    let scene = try Scene()
    let refused = try scene.plan(Self.manifest).diagnostics
    #expect(refused.map(\.code) == [.unsupportedFeature] && refused.hasErrors)
    #expect(refused.first?.span != nil && refused.first?.path == "spec.execSystemId")
    let file = SourceFile(
      name: "all.yaml", directory: scene.sandbox.work, bytes: Array(Self.manifest.utf8))
    let compiled = try ControlPlane.compile(
      [file], in: scene.plane, surroundings: scene.plane.surroundings)
    guard case .plan(let plan)? = compiled.objects.first?.body else {
      Issue.record("no plan of a job: \(compiled.objects)")
      return
    }
    #expect(compiled.diagnostics == [] && plan.batch?.queue == "short")
    let validated = try scene.plane.plan([file], options: ApplyOptions(), unsupported: .warn)
    #expect(validated.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `a locked App keeps its content until a manifest unlocks it`() throws {
    let scene = try Scene()
    let app = { (script: String, flag: String) in Declared.app(script, more: ["locked: \(flag)"]) }
    try scene.apply(app("true", "true"))
    #expect(try scene.plan(app("true", "true")).diagnostics == [])
    #expect(try scene.plan(app("false", "true")).diagnostics.map(\.code) == [.lockedApp])
    try scene.apply(app("false", "false"))
    try scene.apply(app("true", "true"))
  }
}
