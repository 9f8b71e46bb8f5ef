import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct OuterValueTests {
  private func text(_ first: String, inner: String = "${steps.first.results.n}") -> String {
    PipeText.workflow(
      PipeText.step("first", first)
        + """
            - name: in
              workflow:
                steps:
                  - name: deep
                    when: steps.first.results.n < 100
                    job:
                      appId: sh
                      appVersion: "1"
                      results: [{name: m, file: m.txt, regex: "([0-9]+)"}]
                      parameterSet: {appArgs: [{args: ["expr \(inner) + 1 >m.txt"]}]}
                  - name: more
                    workflow:
                      steps:
                        - name: last
                          job:
                            appId: sh
                            appVersion: "1"
                            parameterSet:
                              appArgs:
                                - args: ["echo ${steps.first.results.n} ${steps.deep.results.m} >o.txt"]
                        - name: alone
                          job: {appId: sh, appVersion: "1", parameterSet: {appArgs: [{args: ["true"]}]}}

        """)
  }

  private func runs(_ scene: Scene, _ step: String) throws -> Int {
    try scene.plane.object(ResourceName(.job, "pipe/\(step)"))?.runCount ?? 0
  }

  private func output(_ scene: Scene) throws -> String {
    let run = try #require(try scene.plane.object(ResourceName(.job, "pipe/in/more/last"))?.run)
    return try TextFile.read(try #require(run.outputs.path(of: "o.txt")))
  }

  @Test func `steps inside take values of steps around them, and follow their changes`() throws {
    let scene = try Scene()
    #expect(try scene.run(text("echo 20 >n.txt")).status == .finished)
    #expect(try output(scene) == "20 21\n")
    #expect(try scene.apply(text("echo 20 >n.txt")).runs.isEmpty)

    // Another program with the same result changes nothing inside.
    #expect(try scene.run(text("expr 19 + 1 >n.txt")).status == .finished)
    #expect(try runs(scene, "first") == 2 && runs(scene, "in/deep") == 1)
    #expect(try runs(scene, "in/more/last") == 1)

    #expect(try scene.run(text("echo 30 >n.txt")).status == .finished)
    #expect(try output(scene) == "30 31\n")
    #expect(try runs(scene, "in/deep") == 2 && runs(scene, "in/more/last") == 2)
    #expect(try runs(scene, "in/more/alone") == 1)

    let why = try scene.plane.why(PipeText.pipe)
    #expect(why.outlook.state == .unchanged, "\(why.steps)")
    #expect(
      why.steps.map(\.path) == [
        "first", "in", "in/deep", "in/more", "in/more/last", "in/more/alone",
      ])

    // `when` inside asks for it too.
    #expect(try scene.run(text("echo 200 >n.txt")).status == .finished)
    #expect(try runs(scene, "in/deep") == 2)
  }

  @Test func `a name that is nowhere is a mistake`() throws {
    let scene = try Scene()
    let plan = try scene.plan(text("true", inner: "${steps.frist.results.n}"))
    #expect(plan.diagnostics.map(\.code) == [.unknownStep], "\(plan.diagnostics)")
    #expect(plan.diagnostics.first?.hint == "did you mean `first`?")
    #expect(plan.diagnostics.first?.span != nil)
  }
}
