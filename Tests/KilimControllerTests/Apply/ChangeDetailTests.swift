import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct ChangeDetailTests {
  private func details(_ scene: Scene, _ manifest: String) throws -> [ResourceName: ChangeDetail] {
    let plan = try scene.plan(manifest) { $0.isConfirmed = true }
    let details = try scene.plane.details(of: plan)
    #expect(details.count == plan.changes.count)
    return Dictionary(
      zip(plan.changes.map(\.name), details), uniquingKeysWith: { first, _ in first })
  }

  private let app = ResourceName(.app, "work@1.0")
  private let one = ResourceName(.job, "one")

  @Test func `tells a changed job field by field, with the place of the new value`() throws {
    let scene = try Scene()
    try scene.apply(Declared.app("true") + Declared.job("one", ["1"], more: ["maxMinutes: 3"]))
    let changed = Declared.app("true") + Declared.job("one", ["2"], more: ["nodeCount: 1"])
    let fields = try #require(try details(scene, changed)[one]).fields
    #expect(
      fields.map(\.path) == [
        "spec.parameterSet.appArgs[0].args[0]", "spec.nodeCount", "spec.maxMinutes",
      ])
    #expect(fields.map(\.kind) == [.changed, .added, .removed])
    #expect(fields.map(\.isIdentity) == [true, true, false])
    #expect(fields[0].old == "1" && fields[0].new == "2")
    #expect(fields.map(\.file) == ["all.yaml", "all.yaml", "all.yaml"])
    #expect(fields.map(\.line) == [16, 17, 14])
  }

  @Test func `tells all fields of what is new and none of what stays`() throws {
    let scene = try Scene()
    try scene.apply(Declared.app("true"))
    let details = try details(scene, Declared.app("true") + Declared.job("one"))
    #expect(details[app]?.fields == [])
    #expect(details[one]?.fields.map(\.path) == ["spec.appId", "spec.appVersion"])
  }

  @Test func `names the jobs that a changed App makes stale`() throws {
    let scene = try Scene()
    try scene.apply(
      Declared.app("true") + Declared.job("one") + Declared.job("two")
        + Declared.app("true", name: "other") + Declared.job("three", app: "other"))
    let changed = try details(scene, Declared.app("false"))
    #expect(changed[app]?.fields.map(\.path) == ["spec.command[2]"])
    #expect(
      changed[app]?.affected == [
        AffectedJob(name: one, becomesStale: true),
        AffectedJob(name: ResourceName(.job, "two"), becomesStale: true),
      ])
    let described = try details(scene, Declared.app("true", more: ["description: words"]))
    #expect(described[app]?.affected.map(\.becomesStale) == [false, false])
    let rerun = try details(scene, Declared.app("false") + Declared.job("one", ["2"]))
    #expect(rerun[app]?.affected.map(\.becomesStale) == [false, true])
  }

  @Test func `names the jobs that a changed System serves`() throws {
    let scene = try Scene()
    let job = Declared.job("one", more: ["execSystemId: box"])
    try scene.apply(
      Declared.app("true") + job + Declared.system("box", slots: 1, folder: scene.sandbox.work))
    let changed = try details(
      scene, Declared.system("box", slots: 2, folder: scene.sandbox.work))
    let detail = try #require(changed[ResourceName(.system, "box")])
    #expect(detail.fields.map(\.path) == ["spec.jobMaxJobs"])
    #expect(detail.affected == [AffectedJob(name: one, becomesStale: false)])
  }

  @Test func `shows no secret`() throws {
    let scene = try Scene()
    func job(_ secret: String) -> String {
      Declared.job(
        "one",
        more: [
          "parameterSet: {envVariables: [{key: DB_PASSWORD, value: \(secret)}]}",
          "fileInputs: [{sourceUrl: \"https://me:\(secret)@h/x?sig=\(secret)\", targetPath: y}]",
        ])
    }
    try scene.apply(Declared.app("true") + job("first"))
    let changed = try details(scene, Declared.app("true") + job("second"))
    let text = "\(try #require(changed[one]))"
    #expect(!text.contains("first") && !text.contains("second"))
    #expect(
      changed[one]?.fields.map(\.path) == [
        "spec.parameterSet.envVariables[0].value", "spec.fileInputs[0].sourceUrl",
      ])
    #expect(changed[one]?.fields.last?.new == "https://me:***@h/x?***")
    let created = try details(try Scene(), Declared.app("true") + job("third"))
    #expect(!"\(created)".contains("third"))
  }
}
