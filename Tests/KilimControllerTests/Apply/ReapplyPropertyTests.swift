import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

/// Laws of applying, on a store without a launcher.
struct ReapplyPropertyTests {
  private static let names = ["one", "two", "three"]

  /// A tree of jobs; a missing word leaves the job out.
  private static func manifest(_ words: [String: String], app: Int = 0) -> String {
    Declared.app("exit \(app)")
      + words.sorted { $0.key < $1.key }.map { Declared.job($0.key, [$0.value]) }.joined()
  }

  @Test(arguments: 0..<20)
  func `applying twice is applying once`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = try Scene()
    var words: [String: String] = [:]
    for _ in 0..<6 {
      for name in Self.names where random.chance(2) {
        words[name] = "\(Int.random(in: 0..<3, using: &random))"
      }
      let manifest = Self.manifest(words)
      try scene.apply(manifest)
      let again = try scene.apply(manifest) { _ in }
      #expect(again.changes.allSatisfy { $0.action == .unchanged || $0.action == .waiting })
      #expect(again.summary.runs == 0)
      if random.chance(2) { try Self.step(scene, &random) }
    }
  }

  @Test(arguments: 0..<10)
  func `disjoint sets commute`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let parts = Self.names.map { name in
      Declared.job(name, ["\(Int.random(in: 0..<3, using: &random))"])
    }
    let app = Declared.app("true")
    func state(_ order: [String]) throws -> [[String]] {
      let scene = try Scene()
      try scene.apply(app)
      for part in order { try scene.apply(part) }
      return try Self.names.map { name in
        try scene.ledger(of: name).map { "\($0.number) \($0.identity)" }
      }
    }
    #expect(try state(parts) == state(parts.shuffled(using: &random)))
  }

  @Test(arguments: 0..<40)
  func `nothing runs one identity twice without being asked`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = try Scene()
    var plane = scene.plane
    var words: [String: String] = [:]
    for _ in 0..<30 {
      switch Int.random(in: 0..<7, using: &random) {
      case 0..<3:
        for name in Self.names where random.chance(2) {
          words[name] = "\(Int.random(in: 0..<3, using: &random))"
        }
        let app = Int.random(in: 0..<2, using: &random)
        let (replaces, refreshes) = (random.chance(4), random.chance(4))
        _ = try scene.apply(Self.manifest(words, app: app), through: plane) { options in
          options.replaceRunning = replaces
          options.refresh = refreshes
        }
      case 3: words.removeValue(forKey: try #require(Self.names.randomElement(using: &random)))
      case 4: try scene.remove(try #require(Self.names.randomElement(using: &random)))
      case 5: plane = try scene.otherPlane(host: "here")
      default: try Self.step(scene, &random)
      }
      for name in Self.names {
        let real = try scene.ledger(of: name).filter { $0.condition != .superseded }
        // A run that is cancelled for another one has been asked for by that other one's removal.
        let counted = real.filter { $0.verdict != .cancelled }.map(\.identity)
        #expect(Set(counted).count == counted.count, "\(name) with seed \(seed)")
      }
    }
  }

  @Test func `a thousand applies of the same tree run nothing and write nothing`() throws {
    let scene = try Scene()
    let manifest = Self.manifest(["one": "1", "two": "2", "three": "3"])
    try scene.apply(manifest)
    try scene.finish(of: "one")
    try scene.fail(of: "two")
    let watcher = try scene.otherPlane()
    let version = try watcher.dataVersion()
    for _ in 0..<1000 {
      let outcome = try scene.apply(manifest) { _ in }
      #expect(outcome.summary.runs == 0)
    }
    #expect(try watcher.dataVersion() == version)
  }

  /// Takes one run further, or ends it.
  private static func step(_ scene: Scene, _ random: inout SeededGenerator) throws {
    let name = try #require(names.randomElement(using: &random))
    guard let newest = try scene.ledger(of: name).last, newest.verdict == nil else { return }
    let status = try scene.report(name, newest.number).status
    switch status {
    case .pending:
      try scene.live(newest.number, of: name, Scene.launched)
    case .running:
      try scene.live(newest.number, of: name, Scene.end(random.chance(3) ? 1 : 0))
    default: break
    }
  }
}
