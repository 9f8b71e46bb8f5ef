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
  private static let sweeps = ["big", "small"].map { ResourceName(.sweep, $0) }

  /// A tree of jobs and sweeps; a missing word leaves the object out.
  private struct Tree {
    var words: [String: String] = [:]
    var sweeps: [ResourceName: (values: Set<Int>, word: Int)] = [:]
    var app = 0

    var manifest: String {
      Declared.app("exit \(app)")
        + words.sorted { $0.key < $1.key }.map { Declared.job($0.key, [$0.value]) }.joined()
        + sweeps.sorted { $0.key.name < $1.key.name }.map { name, sweep in
          Declared.sweep(name.name, values: sweep.values.sorted(), word: "\(sweep.word)")
        }.joined()
    }

    mutating func edit(_ random: inout SeededGenerator) {
      for name in names where random.chance(2) {
        words[name] = "\(Int.random(in: 0..<3, using: &random))"
      }
      for name in ReapplyPropertyTests.sweeps where random.chance(2) {
        let values = (1...4).filter { _ in random.chance(2) }
        let word = random.chance(3) ? 1 : 0
        sweeps[name] = (Set(values.isEmpty ? [1] : values), word)
      }
    }

    /// Leaves one object out.
    mutating func cut(_ random: inout SeededGenerator) {
      if random.chance(2) {
        words.removeValue(forKey: names.randomElement(using: &random) ?? "")
      } else if let name = ReapplyPropertyTests.sweeps.randomElement(using: &random) {
        sweeps.removeValue(forKey: name)
      }
    }
  }

  @Test(arguments: 0..<10)
  func `applying twice is applying once`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = try Scene()
    var tree = Tree()
    for _ in 0..<6 {
      tree.edit(&random)
      let manifest = tree.manifest
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
    let jobs = Self.names.map { name in
      Declared.job(name, ["\(Int.random(in: 0..<3, using: &random))"])
    }
    let parts =
      jobs
      + Self.sweeps.map { name in
        Declared.sweep(name.name, values: [1, 2, Int.random(in: 3..<6, using: &random)])
      }
    let app = Declared.app("true")
    func state(_ order: [String]) throws -> [[String]] {
      let scene = try Scene()
      try scene.apply(app)
      for part in order { try scene.apply(part) }
      let ofJobs = try Self.names.map { name in
        try scene.ledger(of: name).map { "\($0.number) \($0.identity)" }
      }
      return try ofJobs + Self.sweeps.map { try scene.points(of: $0) }
    }
    #expect(try state(parts) == state(parts.shuffled(using: &random)))
  }

  @Test(arguments: 0..<16)
  func `nothing runs one identity twice without being asked`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = try Scene()
    var plane = scene.plane
    var tree = Tree()
    for _ in 0..<30 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0..<3:
        tree.edit(&random)
        tree.app = Int.random(in: 0..<2, using: &random)
        let (replaces, refreshes) = (random.chance(4), random.chance(4))
        let prunes = random.chance(3)
        _ = try scene.apply(tree.manifest, through: plane) { options in
          options.replaceRunning = replaces
          options.refresh = refreshes
          options.inventory = InventoryOptions(name: "tree", prunes: prunes)
        }
      case 3: tree.cut(&random)
      case 4: try scene.remove(try #require(Self.names.randomElement(using: &random)))
      case 5: plane = try scene.otherPlane(host: "here")
      case 6: try Self.stepSweep(scene, &random)
      default: try Self.step(scene, &random)
      }
      for name in Self.names { try Self.check(scene.ledger(of: name), "\(name) with seed \(seed)") }
      for sweep in Self.sweeps {
        try Self.check(scene.pointLedger(of: sweep), "\(sweep) with seed \(seed)")
      }
    }
  }

  /// Runs that were cancelled or superseded have been asked to make room; any other identity has run
  /// only once. Of a sweep, points of one identity are one point.
  private static func check(_ entries: [LedgerEntry], _ words: String) throws {
    let counted = entries.filter { $0.condition != .superseded && $0.verdict != .cancelled }
    let identities = counted.map(\.identity)
    #expect(Set(identities).count == identities.count, "\(words)")
  }

  @Test func `a thousand applies of the same tree run nothing and write nothing`() throws {
    let scene = try Scene()
    var tree = Tree(words: ["one": "1", "two": "2", "three": "3"])
    tree.sweeps = [Self.sweeps[0]: ([1, 2, 3], 0), Self.sweeps[1]: ([4], 0)]
    let manifest = tree.manifest
    let set: (inout ApplyOptions) -> Void = {
      $0.inventory = InventoryOptions(name: "tree", prunes: true)
    }
    try scene.apply(manifest, set)
    try scene.finish(of: "one")
    try scene.fail(of: "two")
    try scene.start(2, of: Self.sweeps[0])
    try scene.end(Self.sweeps[0])
    let watcher = try scene.otherPlane()
    let version = try watcher.dataVersion()
    for _ in 0..<1000 {
      let outcome = try scene.apply(manifest, set)
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

  /// Starts points of a sweep, or ends those that run.
  private static func stepSweep(_ scene: Scene, _ random: inout SeededGenerator) throws {
    let sweep = try #require(sweeps.randomElement(using: &random))
    if random.chance(2), try scene.plane.sweep(sweep) != nil {
      try scene.start(random.chance(2) ? 1 : 3, of: sweep)
    } else {
      try scene.end(sweep, code: random.chance(3) ? 1 : 0)
    }
  }
}

extension Scene {
  fileprivate func points(of sweep: ResourceName) throws -> [String] {
    var points: [String] = []
    try plane.points(of: sweep) { point in
      points.append("\(point.position) \(point.values) \(point.state)")
      return true
    }
    return points
  }
}
