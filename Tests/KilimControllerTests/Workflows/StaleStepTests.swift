import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct StaleStepTests {
  private func runs(_ scene: Scene, _ step: String) throws -> Int {
    try scene.plane.object(ResourceName(.job, "pipe/\(step)"))?.runCount ?? 0
  }

  private func chain(_ app: String = PipeText.app()) -> String {
    PipeText.workflow(
      PipeText.step(
        "first", "cat $_tapisExecSystemInputDir/data >n.txt",
        job: [
          "fileInputs: [{name: data, sourceUrl: data.txt, targetPath: data}]"
        ]) + PipeText.step("second", "expr ${steps.first.results.n} % 10 >n.txt")
        + PipeText.step("third", "echo ${steps.second.results.n} >n.txt"), app: app)
  }

  private func refresh(_ options: inout ApplyOptions) {
    options.isConfirmed = true
    options.refresh = true
  }

  @Test func `an input that changed makes its step stale, and a refresh runs the cone`() throws {
    let scene = try Scene()
    try scene.sandbox.write("11\n", to: "data.txt")
    _ = try scene.run(chain())
    try scene.sandbox.write("21\n", to: "data.txt")

    let unchanged = try #require(try scene.plan(chain()).changes.last)
    #expect(unchanged.action == .unchanged && unchanged.runs == 0)
    #expect(
      unchanged.reason?.hasPrefix("Stale: the input `data` of `first` changed since") == true,
      "\(unchanged)")
    let report = try #require(try scene.plane.workflow(PipeText.pipe))
    #expect(report.stale.map(\.words) == ["the input `data` of `first`"])

    let planned = try #require(try scene.plan(chain(), refresh).changes.last)
    #expect(planned.action == .updated && planned.runs == 1 && planned.repeated == 1)
    let unconfirmed = try scene.plan(chain()) { $0.refresh = true }
    #expect(unconfirmed.refusal == .needsConfirmation([planned]))
    let outcome = try scene.apply(chain(), refresh)
    _ = try scene.drive(outcome.runs)
    // The first one gave another number, of which the second one made what it made before.
    #expect(try runs(scene, "first") == 2 && runs(scene, "second") == 2)
    #expect(try runs(scene, "third") == 1)
    #expect(try scene.plane.workflow(PipeText.pipe)?.stale.isEmpty == true)
    #expect(try scene.apply(chain(), refresh).runs.isEmpty)
  }

  @Test func `an App that changed makes all its steps stale, each refreshed once`() throws {
    let scene = try Scene()
    try scene.sandbox.write("11\n", to: "data.txt")
    _ = try scene.run(chain())
    let changed = chain(PipeText.app("true; "))
    let change = try #require(try scene.plan(changed).changes.last)
    #expect(change.reason?.contains("the App of `second`") == true, "\(change)")
    _ = try scene.apply(changed)
    #expect(try runs(scene, "first") == 1)
    _ = try scene.drive(try scene.apply(changed, refresh).runs)
    for step in ["first", "second", "third"] { #expect(try runs(scene, step) == 2, "\(step)") }
    #expect(try scene.plan(changed).changes.last?.reason == nil)
  }

  @Test func `steps of a sub-workflow and points are refreshed too`() throws {
    let scene = try Scene()
    func text(_ app: String) -> String {
      PipeText.workflow(
        """
            - name: inner
              workflow:
                steps:
                  - name: many
                    sweep:
                      parameters: [{grid: {k: [1, 2]}}]
                      template:
                        appId: sh
                        appVersion: "1"
                        parameterSet: {appArgs: [{args: ["echo ${sweep.k}"]}]}

        """ + PipeText.step("last", "true", "dependsOn: [inner]"), app: app)
    }
    _ = try scene.run(text(PipeText.app()))
    let changed = text(PipeText.app("true; "))
    let planned = try #require(try scene.plan(changed, refresh).changes.last)
    #expect(planned.runs == 3 && planned.reason?.contains("inner/many") == true, "\(planned)")
    _ = try scene.drive(try scene.apply(changed, refresh).runs)
    let point = try scene.report("sweep/pipe/inner/many/2")
    #expect(point.name.number == 2)
    #expect(try runs(scene, "last") == 2)
  }

  @Test func `a step that took over a result stays as it is when its App changes`() throws {
    let scene = try Scene()
    func copy(_ text: String) -> String { text.replacing("name: pipe", with: "name: copy") }
    func text(_ last: String, _ app: String = PipeText.app()) -> String {
      PipeText.workflow(
        PipeText.step("first", "echo 1 >n.txt") + PipeText.step("last", last), app: app)
    }
    let copied = ResourceName(.job, "copy/first")
    _ = try scene.run(text("true"))
    _ = try scene.run(copy(text("true")))
    let changed = PipeText.app("true; ")
    _ = try scene.run(copy(text("exit 0", changed)))
    #expect(try scene.plane.object(copied)?.runCount == 0)
    _ = try scene.drive(try scene.apply(copy(text("exit 0", changed)), refresh).runs)
    #expect(try scene.plane.object(copied)?.runCount == 1)
  }
}
