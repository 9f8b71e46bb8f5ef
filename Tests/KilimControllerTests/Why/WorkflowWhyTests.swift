import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct WorkflowWhyTests {
  private func chain(
    _ first: String, third: String = "echo ${steps.second.results.n} >n.txt",
    app: String = PipeText.app()
  ) -> String {
    PipeText.workflow(
      PipeText.step("first", first)
        + PipeText.step("second", "expr ${steps.first.results.n} + 1 >n.txt")
        + PipeText.step("third", third) + PipeText.step("other", "echo 3 >n.txt")
        + PipeText.step("big", "true", "when: steps.first.results.n > 10"), app: app)
  }

  private func states(_ report: WhyReport) -> [String: WhyReport.Outlook.State] {
    Dictionary(uniqueKeysWithValues: report.steps.map { ($0.path, $0.outlook.state) })
  }

  private func step(_ name: String, _ report: WhyReport) throws -> StepOutlook {
    try #require(report.steps.first { $0.path == name })
  }

  @Test func `tells before anything runs, and when all has run`() throws {
    let scene = try Scene()
    _ = try scene.apply(chain("echo 1 >n.txt"))
    let before = try scene.plane.why(PipeText.pipe)
    #expect(
      states(before) == [
        "first": .runs, "second": .waits, "third": .waits, "other": .runs, "big": .waits,
      ])
    #expect(try step("third", before).outlook.reason.contains("waits for `second`"))
    _ = try scene.drive([RunName(whole: PipeText.pipe)])
    let version = try scene.otherPlane().dataVersion()
    let after = try scene.plane.why(PipeText.pipe)
    #expect(
      states(after) == [
        "first": .unchanged, "second": .unchanged, "third": .unchanged, "other": .unchanged,
        "big": .skipped,
      ])
    #expect(after.outlook.state == .unchanged && after.status == .finished)
    #expect(try step("big", after).outlook.reason.contains("steps.first.results.n is 1"))
    #expect(try scene.otherPlane().dataVersion() == version)
  }

  @Test func `names the field of a step that was edited, with both places`() throws {
    let scene = try Scene()
    let (old, new) = (chain("echo 1 >n.txt"), "# moved\n" + chain("echo 2 >n.txt"))
    try scene.sandbox.write(old, to: "all.yaml")
    _ = try scene.run(old)
    _ = try scene.apply(new)
    try scene.sandbox.write(new, to: "all.yaml")
    let report = try scene.plane.why(PipeText.pipe)
    #expect(report.origin == .declared(generation: 2))
    let path = "spec.steps[0].job.parameterSet.appArgs[0].args[0]"
    #expect(report.differences.map(\.path) == [path])
    #expect(report.differences.first?.label.contains("steps[first].job") == true)
    let first = try step("first", report)
    #expect(first.outlook.state == .runsAgain && first.run == scene.name("pipe/first"))
    let field = try #require(first.outlook.differences.first)
    #expect(field.old == "echo 1 >n.txt" && field.new == "echo 2 >n.txt")
    let line = try #require(
      new.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
        $0.contains("echo 2 ")
      })
    #expect(field.newPlace?.line == line + 1 && field.newPlace?.isOfValue == true)
    #expect(field.oldPlace?.file == "all.yaml" && field.oldPlace?.isOfValue == false)
    #expect(try step("second", report).outlook.state == .waits)
    #expect(try step("other", report).outlook.state == .unchanged)
    #expect(report.outlook.state == .goesOn)
  }

  @Test func `tells of a value that is another one`() throws {
    let scene = try Scene()
    let file = scene.sandbox.path("number")
    try scene.sandbox.write("1", to: "number")
    _ = try scene.run(chain("cat \(file) >n.txt"))
    _ = try scene.plane.suspend([PipeText.pipe])
    try scene.sandbox.write("7", to: "number")
    let job = ResourceName(.job, "pipe/first")
    let again = try scene.plane.rerun([job])
    _ = try scene.plane.resume([job])
    _ = try scene.drive(again.runs)
    let second = try step("second", try scene.plane.why(PipeText.pipe))
    #expect(second.outlook.state == .runsAgain, "\(second)")
    let value = try #require(second.outlook.differences.first)
    #expect(value.path == "steps.first.results.n" && value.object.description == "job/pipe/first")
    #expect(value.old == "1" && value.new == "7")
  }

  @Test func `tells what is stale, failed and taken over`() throws {
    let scene = try Scene()
    _ = try scene.run(chain("echo 1 >n.txt", third: "exit 1"))
    let failed = try scene.plane.why(PipeText.pipe)
    #expect(failed.outlook.state == .failed && states(failed)["third"] == .failed)
    _ = try scene.run(chain("echo 1 >n.txt"))
    _ = try scene.run(chain("echo 1 >n.txt").replacing("name: pipe", with: "name: copy"))
    let copy = try scene.plane.why(ResourceName(.workflow, "copy"))
    #expect(states(copy)["first"] == .takenOver)
    #expect(try step("first", copy).run == scene.name("pipe/first"))
    _ = try scene.apply(chain("echo 1 >n.txt", app: PipeText.app("true; ")))
    let stale = try scene.plane.why(PipeText.pipe)
    #expect(stale.outlook.state == .stale)
    let difference = try #require(try step("second", stale).outlook.differences.first)
    #expect(difference.object.description == "app/sh@1" && difference.path == "spec.command[2]")
  }
}
