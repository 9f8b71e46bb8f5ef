import KilimModel
import Testing

@testable import KilimManifest

struct IdentityTests {
  private func identity(_ change: (inout Workbench) -> Void = { _ in }) throws -> Digest {
    var bench = Workbench()
    bench.files = [
      "/jobs/a": .file, "/abs": .file, "/apps/b": .directory, "/apps/b/tapisjob_app.sh": .file,
    ]
    bench.job.attributes.fileInputs = [.of("i", "a"), .of("j", "/abs")]
    change(&bench)
    let (compiled, diagnostics) = bench.compile()
    return try #require(compiled, "\(diagnostics)").identity
  }

  static let indifferent: [@Sendable (inout Workbench) -> Void] = [
    { $0.metadata.labels = ["a": "b"] }, { $0.job.attributes.maxMinutes = 99 },
    { $0.job.attributes.memoryMB = 999 }, { $0.job.attributes.tags = ["x"] },
    { $0.job.attributes.description = "x" }, { $0.job.notes = ["a": 1] },
    { $0.job.notifications = [RuleTests.notification("a@b")] },
    { $0.job.attributes.subscriptions = [RuleTests.subscription(.email, "a@b")] },
    { $0.system.jobMaxJobs = 1 }, { $0.system.jobWorkingDir = "/elsewhere" },
    { $0.system.jobEnvVariables = [.of("A", "b")] },
    {
      $0.systems["x"] = $0.system
      $0.job.attributes.execSystemId = "x"
    },
    { $0.contents["/abs"] = .of("changed, but not beside the manifest") },
    { $0.hostVariables = ["A": "b"] },
  ]

  @Test(arguments: indifferent.indices)
  func `ignores what cannot change the result`(index: Int) throws {
    #expect(try identity(Self.indifferent[index]) == (try identity()))
  }

  static let different: [@Sendable (inout Workbench) -> Void] = [
    { $0.job.attributes.parameterSet.appArgs = [.of(nil, "x")] },
    { $0.job.attributes.parameterSet.envVariables = [.of("A", "b")] },
    { $0.job.attributes.fileInputs[0].targetPath = "t" },
    { $0.job.attributes.fileInputs.removeLast() }, { $0.job.runToken = "again" },
    { $0.contents["/jobs/a"] = .of("changed") },
  ]

  @Test func `notices what can change the result, each in its own way`() throws {
    var seen: Set<Digest> = [try identity()]
    for change in Self.different { #expect(seen.insert(try identity(change)).inserted) }
  }

  @Test func `the components tell what changed, and travel as JSON`() throws {
    var bench = Workbench()
    bench.files = ["/jobs/a": .file, "/jobs/b": .file]
    bench.job.attributes.fileInputs = [.of(nil, "b"), .of(nil, "a")]
    let components = try #require(bench.compile().compiled).components
    #expect(components.inputs.map(\.target) == ["a", "b"])
    #expect(IdentityComponents(json: try JSONValue(reading: components.json.text)) == components)
    var other = components
    other.image = .of("")
    #expect(IdentityComponents(json: other.json) == other && other.identity != components.identity)
    #expect(IdentityComponents(json: ["job": "x"]) == nil)
  }

  @Test func `never holds the uuid or the time`() throws {
    let components = try #require(Workbench().compile().compiled).components
    #expect(components.app == .of("tool") && components.image == nil && components.inputs.isEmpty)
    #expect(components.job == SpecCoding.identity(of: Workbench().job))
  }
}
