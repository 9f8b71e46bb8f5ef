import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct SweepApplyTests {
  private static let odd = [
    "a b", #"it's "quoted" \ $HOME ${JobUUID}"#, "ü\n\tend", "", "-x", "{}", "*",
  ]

  private func manifest(_ values: JSONValue, more: String = "", arg: String = "x=${sweep.v}")
    -> String
  {
    """
    apiVersion: kilim/v1
    kind: App
    metadata: {name: noop}
    spec: {version: "1", runtime: NATIVE, command: [/bin/true]}
    ---
    apiVersion: kilim/v1
    kind: Sweep
    metadata: {name: odd}
    spec:
      parameters: [{zip: {v: \(values.text)}}]
      \(more)
      template:
        appId: noop
        appVersion: "1"
        parameterSet:
          appArgs: [{name: a, arg: "\(arg)"}]
          envVariables: [{key: V, value: "<${sweep.v}>"}]

    """
  }

  private var sweep: ResourceName { ResourceName(.sweep, "odd") }

  @Test func `a value is literal in every plan`() throws {
    let scene = try Scene()
    let state = try scene.run(manifest(.array(Self.odd.map { .string($0) })))
    #expect(state.status == .finished)
    var query = RunQuery()
    query.names = (1...Self.odd.count).map { "sweep/odd/\($0)" }
    for (report, value) in zip(try scene.plane.runs(query), Self.odd) {
      #expect(report.plan.command.last == CommandWord("x=" + value))
      #expect(report.plan.environment.first { $0.key == "V" }?.value == "<\(value)>")
      #expect(report.plan.uuid == report.uuid)
      #expect(report.plan.owner == report.name.owner.description)
    }
  }

  @Test func `applying again makes no run and writes nothing`() throws {
    let scene = try Scene()
    let text = manifest([1, 2, 3])
    _ = try scene.run(text)
    let other = try scene.otherPlane()
    let version = try other.dataVersion()
    for _ in 0..<1000 {
      let outcome = try scene.apply(text)
      #expect(outcome.runs.isEmpty && outcome.changes.allSatisfy { !$0.isChange })
    }
    #expect(try other.dataVersion() == version)
  }

  @Test func `equal points are one, and the counts are right after every edit`() throws {
    let scene = try Scene()
    _ = try scene.run(manifest([1, 2, 2, 3]))
    _ = try scene.run(manifest([2, 3, 4, 5]))
    let counts = try #require(try scene.plane.sweep(sweep)).counts
    #expect(counts.finished == 4 && counts.retired == 1 && counts.waiting + counts.active == 0)
    var positions: [Int] = []
    try scene.plane.points(of: sweep) { point in
      positions.append(point.position)
      return true
    }
    #expect(positions == [2, 3, 4, 5])
  }

  @Test func `cancelled points wait until they are retried`() throws {
    let scene = try Scene()
    _ = try scene.apply(manifest([1, 2, 3]))
    _ = try scene.plane.cancelSweep(sweep)
    #expect(try scene.plane.sweep(sweep)?.counts.cancelled == 3)
    #expect(try scene.apply(manifest([1, 2, 3])).runs.isEmpty)
    let outcome = try scene.plane.retrySweep(sweep, all: true)
    _ = try scene.drive(outcome.runs)
    #expect(try scene.plane.sweep(sweep)?.counts.finished == 3)
  }

  @Test func `only the first points run under a limit, and the rest without it`() throws {
    let scene = try Scene()
    let limited = try scene.apply(manifest([1, 2, 3, 4])) { $0.sweepLimit = 2 }
    _ = try scene.drive(limited.runs)
    #expect(try scene.plane.sweep(sweep)?.counts.finished == 2)
    #expect(
      try scene.apply(manifest([1, 2, 3, 4])) { $0.sweepLimit = 2 }.changes
        .allSatisfy { !$0.isChange })
    _ = try scene.run(manifest([1, 2, 3, 4]))
    #expect(try scene.plane.sweep(sweep)?.counts.finished == 4)
  }

  @Test func `an unknown parameter is named where it stands`() throws {
    let scene = try Scene()
    let plan = try scene.plan(manifest([1], arg: "${sweep.x}"))
    #expect(
      plan.diagnostics.contains { $0.message.contains("no parameter `x`") && $0.span != nil })
  }
}
