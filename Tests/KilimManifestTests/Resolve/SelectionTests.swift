import KilimModel
import Testing

@testable import KilimManifest

struct SelectionTests {
  private func bench() -> Workbench {
    var bench = Workbench()
    for (id, memory) in [("small", "64"), ("big", "512"), ("huge", "2048")] {
      var system = bench.system
      var capability = Capability()
      capability.name = "memoryGB"
      capability.datatype = "INTEGER"
      capability.value = memory
      system.jobCapabilities = [capability]
      bench.systems[id] = system
    }
    bench.systems["huge"]?.jobRuntimes = [.of(.docker)]
    bench.job.attributes.dynamicExecSystem = true
    bench.job.attributes.execSystemConstraints = ["memoryGB >= 32", "AND memoryGB < 4096"]
    return bench
  }

  @Test func `chooses a System by the constraints of job and app`() throws {
    var bench = bench()
    bench.job.attributes.execSystemId = "nowhere"
    bench.app.jobAttributes.execSystemConstraints = ["memoryGB > 100"]
    let plan = try bench.plan()
    #expect(plan.execSystemId == "big" && plan.variable("_tapisDynamicExecSystem") == "true")
    #expect(try #require(plan.execSystemReason).contains("only big matches"))
    #expect(RunPlan(json: plan.json) == plan)
    bench.app.jobAttributes.execSystemConstraints = []
    #expect(try bench.plan().execSystemId == "big", "the first by name")
    bench.job.attributes.dynamicExecSystem = false
    #expect(bench.compile().diagnostics.map(\.code) == [.unknownReference])
  }

  @Test func `says why no System can be chosen`() {
    var bench = bench()
    bench.job.attributes.execSystemConstraints = ["memoryGB > 1000"]
    let diagnostics = bench.compile().diagnostics
    #expect(diagnostics.map(\.code) == [.noMatchingSystem])
    #expect(diagnostics[0].hint?.contains("huge: it does not offer the runtime NATIVE") == true)
    bench.isIsolated = true
    #expect(bench.complaints() == [])
    bench.isIsolated = false
    bench.job.attributes.execSystemConstraints = []
    #expect(
      bench.complaints() == [
        "K0204 spec.dynamicExecSystem: `dynamicExecSystem: true` needs `execSystemConstraints` [add them, or name a System in `execSystemId`]"
      ])
    bench.job.attributes.execSystemConstraints = ["memoryGB >", "32 OR"]
    #expect(
      bench.compile().diagnostics.map { "\($0.code.rawValue) \($0.path)" } == [
        "K0408 spec.execSystemConstraints[1]"
      ])
  }

  @Test func `lets a child System have what its parent has`() throws {
    var bench = Workbench.cluster()
    bench.systems["hpc"]?.allowChildren = true
    var child = SystemSpec()
    child.parentId = "hpc"
    child.rootDir = "/projects/x"
    child.effectiveUserId = "svc"
    bench.systems["mine"] = child
    bench.job.attributes.execSystemId = "mine"
    let plan = try bench.plan()
    #expect(plan.batch?.queue == "short" && plan.execSystemId == "mine")
    #expect(plan.directories.working == "/projects/x/scratch/ada")
    #expect(
      plan.systems.map { "\($0.id) \($0.host) \($0.user ?? "")" } == ["mine login.example.org svc"])
  }
}
