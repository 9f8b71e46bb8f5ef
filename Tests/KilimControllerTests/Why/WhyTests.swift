import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct WhyTests {
  private let name = ResourceName(.job, "one")

  private func manifest(_ word: String, app: String = "true", more: [String] = []) -> String {
    Declared.app(app) + Declared.job("one", [word], more: more)
  }

  @Test func `names the field, both values and where each stands`() throws {
    let scene = try Scene()
    let (old, new) = (manifest("1"), "# moved\n" + manifest("2"))
    try scene.apply(old)
    try scene.finish(of: "one")
    #expect(try scene.plane.why(name).origin == .first)
    try scene.apply(new)
    try scene.sandbox.write(new, to: "all.yaml")
    let report = try scene.plane.why(name)
    #expect(report.run == scene.name("one", 2))
    #expect(report.origin == .changed(since: scene.name("one")))
    let difference = try #require(report.differences.first)
    #expect(report.differences.count == 1)
    #expect(difference.path == "spec.parameterSet.appArgs[0].args[0]")
    #expect(difference.old == "1" && difference.new == "2")
    let line = try #require(new.split(separator: "\n").firstIndex { $0.contains("appArgs") }) + 1
    #expect(difference.newPlace?.line == line && difference.newPlace?.isOfValue == true)
    // The text of the old one is gone, its declaration's line is not.
    let job = try #require(old.split(separator: "\n").lastIndex { $0.contains("apiVersion") }) + 1
    #expect(difference.oldPlace?.line == job && difference.oldPlace?.isOfValue == false)
    #expect(difference.oldPlace?.file == "all.yaml")
    #expect(try scene.plane.why(name, run: 1).outlook.state == .superseded)
  }

  @Test func `hides secrets in the values`() throws {
    let scene = try Scene()
    let token = { (value: String) in
      "parameterSet: {envVariables: [{key: MY_TOKEN, value: \(value)}]}"
    }
    try scene.apply(Declared.app("true") + Declared.job("one", more: [token("first")]))
    try scene.finish(of: "one")
    try scene.apply(Declared.app("true") + Declared.job("one", more: [token("second")]))
    let difference = try #require(try scene.plane.why(name).differences.first)
    #expect(difference.old == "***" && difference.new == "***")
  }

  @Test func `tells of an App and an input that changed, and who asked for the run`() throws {
    let scene = try Scene()
    let more = ["fileInputs: [{name: data, sourceUrl: data.csv}]"]
    try scene.sandbox.write("a", to: "data.csv")
    try scene.apply(manifest("1", more: more))
    try scene.finish(of: "one")
    try scene.sandbox.write("b", to: "data.csv")
    try scene.apply(manifest("1", app: "exit 0", more: more))
    let stale = try scene.plane.why(name).outlook
    #expect(stale.state == .stale)
    #expect(stale.differences.map(\.path) == ["spec.command[2]", "input data.csv"])
    try scene.apply(manifest("1", app: "exit 0", more: more)) { options in
      options.isConfirmed = true
      options.refresh = true
    }
    let report = try scene.plane.why(name)
    #expect(report.origin == .asked(.refresh, after: scene.name("one")))
    #expect(report.differences.map(\.object.description) == ["app/work@1.0", "job/one"])
    #expect(report.differences.last?.old == .string(Digest.of("a").hex))
    #expect(report.differences.last?.new == .string(Digest.of("b").hex))
  }

  @Test(arguments: [RunRequest.retry, .rerun])
  func `tells who asked for the same once more`(request: RunRequest) throws {
    let scene = try Scene()
    try scene.apply(manifest("1"))
    try request == .retry ? scene.fail(of: "one") : scene.finish(of: "one")
    _ = try request == .retry ? scene.plane.retry([name]) : scene.plane.rerun([name])
    let report = try scene.plane.why(name)
    #expect(report.origin == .asked(request, after: scene.name("one")))
    #expect(report.differences.isEmpty)
  }

  /// Where the newest run stands, what is declared then, and why it does not run again.
  @Test func `says why it does not run again`() throws {
    func state(
      _ prepare: (Scene) throws -> Void, then next: String? = nil
    ) throws -> WhyReport.Outlook.State {
      let scene = try Scene()
      try scene.apply(manifest("1"))
      try prepare(scene)
      if let next { try scene.apply(next) }
      return try scene.plane.why(name).outlook.state
    }
    #expect(try state { _ in } == .goesOn)
    #expect(try state { try $0.finish(of: "one") } == .unchanged)
    #expect(try state { try $0.fail(of: "one") } == .failed)
    #expect(try state { try $0.live(1, of: "one", [.cancelRequested, .cancelled]) } == .cancelled)
    #expect(try state { try $0.live(1, of: "one", Scene.launched) } == .goesOn)
    let hold = manifest("2", more: ["updatePolicy: {afterFinish: Hold}"])
    #expect(try state({ try $0.finish(of: "one") }, then: hold) == .held)
    #expect(
      try state({ try $0.live(1, of: "one", Scene.launched) }, then: manifest("2")) == .waits)
    #expect(
      try state(
        { scene in
          try scene.finish(of: "one")
          try scene.apply(manifest("2"))
          try scene.finish(2, of: "one")
        }, then: manifest("1")) == .recalled)
    #expect(
      try state { scene in
        try scene.finish(of: "one")
        _ = try scene.plane.delete([name])
      } == .removed)
  }

  @Test func `explains sweeps and points`() throws {
    let scene = try Scene()
    let sweep = ResourceName(.sweep, "s")
    try scene.run(Declared.app("true") + Declared.sweep("s", values: [1, 2], word: "a"))
    #expect(try scene.plane.why(sweep).outlook.state == .unchanged)
    #expect(try scene.plane.why(sweep.point(1)).origin == .first)
    try scene.run(Declared.app("true") + Declared.sweep("s", values: [1, 2], word: "b"))
    let report = try scene.plane.why(sweep)
    #expect(report.differences.map(\.new) == ["b${sweep.v}"])
    let point = try scene.plane.why(sweep.point(3))
    #expect(point.origin == .templateChanged(before: sweep.point(1)))
    #expect(point.differences.map(\.old) == ["a${sweep.v}"])
    #expect(try scene.plane.why(sweep.point(1)).outlook.state == .removed)
    // Another sweep takes the results over.
    try scene.run(Declared.app("true") + Declared.sweep("t", values: [1], word: "b"))
    let other = try scene.plane.why(ResourceName(.sweep, "t/1"))
    #expect(other.origin == .reused(RunName(owner: sweep.point(3), number: 1)))
    #expect(throws: EngineError.self) { try scene.plane.why(sweep.point(9)) }
    #expect(throws: EngineError.self) { try scene.plane.why(ResourceName(.job, "none")) }
  }
}
