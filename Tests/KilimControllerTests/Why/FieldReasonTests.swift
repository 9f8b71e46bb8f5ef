import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

/// Every declared field of a Job, changed once: exactly those that are marked as identity make a new
/// run, and `kilim why` names the field.
struct FieldReasonTests {
  @Test func `exactly the identity fields ask for a run, and why names them`() throws {
    let scene = try Scene()
    let leaves = DeclaredLeaf.ofJob()
    #expect(leaves.contains(where: \.isIdentity) && leaves.contains { !$0.isIdentity })
    for (number, leaf) in leaves.enumerated() {
      guard let specs = leaf.specs else {
        Issue.record("no two values of \(leaf.path)")
        continue
      }
      #expect(Self.change(specs).makesRun == leaf.isIdentity, "\(leaf.path)")
      let name = ResourceName(.job, "field-\(number)")
      try scene.declare(name, specs.old)
      try scene.finish(of: name.name)
      try scene.declare(name, specs.new)
      let report = try scene.plane.why(name)
      #expect(report.run?.number == 2)
      #expect(report.differences.isEmpty != leaf.isIdentity, "\(leaf.path)")
      for difference in report.differences {
        let path = difference.path.filter { !"[]0123456789".contains($0) }
        // Of a list whose items have names, another name is another item.
        #expect(leaf.path == path || leaf.path.hasPrefix(path + "."), "\(leaf.path) \(path)")
        #expect(difference.old != difference.new)
      }
    }
  }

  private static func change(_ specs: (old: String, new: String)) -> JobChange {
    UpdateDecision.change(
      declared: DeclaredJob(
        specDigest: Array(specs.old.utf8), identity: Scene.identity(specs.old),
        run: DeclaredRun(number: 1, state: RunState(status: .finished))),
      remembered: nil, specDigest: Array(specs.new.utf8), identity: Scene.identity(specs.new),
      options: UpdateOptions())
  }
}

extension Scene {
  /// Stores a spec and a run of it, as apply would; compiles nothing.
  fileprivate func declare(_ name: ResourceName, _ spec: String) throws {
    let now = clock.now
    let uuid = plane.surroundings.freshUUID()
    try plane.store.write { transaction throws(StoreError) in
      let job = Self.digest(spec)
      let content = ObjectContent(spec: spec, identity: Self.identity(spec))
      let owner = try transaction.putObject(name, content, now: now).owner
      let components = IdentityComponents(job: job, app: Digest.of("app"))
      try transaction.insertRuns([
        NewRun(
          owner: owner, uuid: uuid, identity: Array(components.identity.bytes.prefix(16)),
          plan: "{}", components: components.json.text, token: Array(uuid.bytes), created: now)
      ])
    }
  }

  fileprivate static func digest(_ spec: String) -> Digest {
    SpecCoding.jobSpec(fromJSON: spec).map { SpecCoding.identity(of: $0) } ?? .of("")
  }

  fileprivate static func identity(_ spec: String) -> [UInt8] {
    Array(digest(spec).bytes.prefix(16))
  }
}
