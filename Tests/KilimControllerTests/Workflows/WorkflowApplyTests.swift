import KilimLifecycle
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

struct WorkflowApplyTests {
  /// Programs that write what they are told, and a sweep over it.
  private static let apps = """
    apiVersion: kilim/v1
    kind: App
    metadata: {name: sh}
    spec:
      version: "1"
      runtime: NATIVE
      command: [/bin/sh, -c, 'cd "$_tapisExecSystemOutputDir" && eval "$1"', sh]

    """

  private func step(_ name: String, _ script: String, _ more: String = "") -> String {
    let results = #"results: [{name: n, file: n.txt, regex: "([0-9]+)"}]"#
    return """
          - name: \(name)
            \(more)
            job:
              appId: sh
              appVersion: "1"
              \(results)
              parameterSet: {appArgs: [{args: [\(JSONValue.string(script).text)]}]}

      """
  }

  private func workflow(_ steps: String) -> String {
    Self.apps + """
      ---
      apiVersion: kilim/v1
      kind: Workflow
      metadata: {name: pipe, labels: {team: a}}
      spec:
        steps:

      """ + steps
  }

  private var pipe: ResourceName { ResourceName(.workflow, "pipe") }

  private func states(_ scene: Scene) throws -> [String: StepState] {
    let report = try #require(try scene.plane.workflow(pipe))
    return Dictionary(uniqueKeysWithValues: report.steps.map { ($0.name, $0.state) })
  }

  private func runs(_ scene: Scene, _ step: String) throws -> Int {
    try scene.plane.object(ResourceName(.job, "pipe/\(step)"))?.runCount ?? 0
  }

  @Test func `a value goes from step to step, and nothing runs twice`() throws {
    let scene = try Scene()
    let text = workflow(
      step("last", "echo ${steps.middle.results.n} >n.txt; cat ${steps.first.outputDir}/n.txt")
        + step("first", "echo 20 >n.txt")
        + step("middle", "expr ${steps.first.results.n} + 1 >n.txt"))
    let state = try scene.run(text)
    #expect(state.status == .finished, "\(state)")
    #expect(try states(scene) == ["first": .finished, "middle": .finished, "last": .finished])
    let last = try #require(try scene.plane.object(ResourceName(.job, "pipe/last"))?.run)
    #expect(
      last.plan.command.last?.expanded { _ in nil }.contains("echo 21") == true,
      "\(last.plan.command)")
    #expect(last.labels == ["team": "a"])
    let version = try scene.otherPlane().dataVersion()
    for _ in 0..<20 {
      let outcome = try scene.apply(text)
      #expect(outcome.runs.isEmpty && outcome.changes.allSatisfy { !$0.isChange })
    }
    #expect(try scene.otherPlane().dataVersion() == version)
  }

  @Test func `only the changed cone runs again, and an equal result stops it`() throws {
    let scene = try Scene()
    func text(_ first: String) -> String {
      workflow(
        step("first", first) + step("other", "echo 3 >n.txt")
          + step("second", "expr ${steps.first.results.n} + 1 >n.txt")
          + step("third", "cat ${steps.second.archiveDir}/n.txt >n.txt"))
    }
    _ = try scene.run(text("echo 1 >n.txt"))
    // Another program with the same result: the steps after it are what they were.
    _ = try scene.run(text("expr 0 + 1 >n.txt"))
    #expect(try runs(scene, "first") == 2)
    #expect(
      try runs(scene, "second") == 1 && runs(scene, "third") == 1 && runs(scene, "other") == 1)
    _ = try scene.run(text("echo 5 >n.txt"))
    #expect(try runs(scene, "first") == 3 && runs(scene, "second") == 2)
    #expect(try runs(scene, "third") == 2 && runs(scene, "other") == 1)
  }

  @Test func `a failure skips what needs the step, and retry carries on`() throws {
    let scene = try Scene()
    let gate = scene.sandbox.path("gate")
    let text = workflow(
      step("first", "test -e \(gate) && echo 1 >n.txt")
        + step("second", "echo ${steps.first.results.n} >n.txt")
        + step("free", "echo 2 >n.txt"))
    #expect(try scene.run(text).status == .failed)
    #expect(try states(scene) == ["first": .failed, "second": .skipped, "free": .finished])
    try scene.sandbox.write("", to: "gate")
    let outcome = try scene.plane.retryWorkflow(pipe)
    _ = try scene.drive(outcome.runs)
    #expect(try states(scene) == ["first": .finished, "second": .finished, "free": .finished])
    #expect(try runs(scene, "free") == 1)
  }

  @Test func `when decides, and allowFailure lets the rest go on`() throws {
    let scene = try Scene()
    let text = workflow(
      step("first", "echo 7 >n.txt") + step("big", "true", "when: steps.first.results.n > 10")
        + step("small", "true", "when: steps.first.results.n < 10")
        + step("after", "true", "dependsOn: [big]") + step("bad", "exit 3", "allowFailure: true")
        + step("cleanup", "true", "when: steps.bad.status == 'FAILED'")
        + step("rest", "true", "dependsOn: [bad]"))
    let state = try scene.run(text)
    #expect(state.status == .finished, "\(state)")
    #expect(
      try states(scene) == [
        "first": .finished, "big": .skipped, "small": .finished, "after": .skipped,
        "bad": .failed, "cleanup": .finished, "rest": .finished,
      ])
  }

  @Test func `a sweep fans out, and a file of its points fans in`() throws {
    let scene = try Scene()
    let sweep = """
          - name: many
            sweep:
              parameters: [{grid: {k: [1, 2, 3]}}]
              results: [{name: n, file: n.txt, regex: "([0-9]+)"}]
              template:
                appId: sh
                appVersion: "1"
                parameterSet:
                  appArgs: [{args: ["expr ${sweep.k} '*' ${steps.first.results.n} >n.txt"]}]

      """
    let sum =
      #"grep -o 'results.*' ${steps.many.pointsFile} | grep -o '[0-9]*' | paste -sd+ | bc >n.txt"#
    let text = workflow(step("first", "echo 10 >n.txt") + sweep + step("sum", sum))
    let state = try scene.run(text)
    #expect(state.status == .finished, "\(state)")
    let report = try #require(try scene.plane.workflow(pipe))
    #expect(report.steps[1].points?.finished == 3)
    let last = try #require(try scene.plane.object(ResourceName(.job, "pipe/sum"))?.run)
    let path = try #require(last.outputs.path(of: "n.txt"))
    #expect((try TextFile.read(path)) == "60\n")
  }

  @Test func `a workflow inside a workflow`() throws {
    let scene = try Scene()
    let inner = """
          - name: inner
            dependsOn: [first]
            workflow:
              steps:
                - name: one
                  job: {appId: sh, appVersion: "1", parameterSet: {appArgs: [{args: ["true"]}]}}
                - name: two
                  dependsOn: [one]
                  job: {appId: sh, appVersion: "1", parameterSet: {appArgs: [{args: ["exit 0"]}]}}

      """
    let text = workflow(
      step("first", "true") + inner + step("last", "true", "dependsOn: [inner]"))
    let state = try scene.run(text)
    #expect(state.status == .finished, "\(state)")
    #expect(try scene.plane.object(ResourceName(.job, "pipe/inner/two"))?.runCount == 1)
    #expect(try scene.apply(text).runs.isEmpty)
  }

  @Test func `cancel ends it, delete forgets it, and restoring runs nothing`() throws {
    let scene = try Scene()
    let text = workflow(
      step("first", "echo 1 >n.txt") + step("second", "cat ${steps.first.outputDir}/n.txt"))
    _ = try scene.apply(text)
    _ = try scene.plane.cancelWorkflow(pipe)
    _ = try scene.drive([RunName(whole: pipe)])
    #expect(try scene.plane.workflow(pipe)?.state.status == .cancelled)
    #expect(try runs(scene, "first") == 0)
    _ = try scene.drive(try scene.plane.retryWorkflow(pipe).runs)
    #expect(try states(scene) == ["first": .finished, "second": .finished])
    _ = try scene.plane.delete([pipe])
    #expect(try scene.plane.object(ResourceName(.job, "pipe/first")) == nil)
    _ = try scene.run(text)
    #expect(try runs(scene, "first") == 1 && runs(scene, "second") == 1)
  }

  @Test func `a step that is gone is removed, and its runs stay in the ledger`() throws {
    let scene = try Scene()
    _ = try scene.run(workflow(step("first", "echo 1 >n.txt") + step("second", "true")))
    _ = try scene.run(workflow(step("first", "echo 1 >n.txt")))
    #expect(try scene.plane.object(ResourceName(.job, "pipe/second")) == nil)
    #expect(try runs(scene, "first") == 1)
    _ = try scene.run(workflow(step("first", "echo 1 >n.txt") + step("second", "true")))
    #expect(try runs(scene, "second") == 1)
  }

  @Test func `equal work of another workflow is taken over`() throws {
    let scene = try Scene()
    let text = workflow(
      step("first", "echo 1 >n.txt") + step("second", "cat ${steps.first.outputDir}/n.txt"))
    _ = try scene.run(text)
    let state = try scene.run(text.replacing("name: pipe", with: "name: copy"))
    #expect(state.status == .finished)
    #expect(try scene.plane.object(ResourceName(.job, "copy/first"))?.runCount == 0)
    #expect(try scene.plane.object(ResourceName(.job, "copy/second"))?.runCount == 0)
  }

  @Test func `a value is literal in the step that takes it`() throws {
    let scene = try Scene()
    let odd = #"it's "$HOME" ${JobUUID} \ ; x"#
    let result = #"results: [{name: n, file: n.txt, regex: "(.+)"}]"#
    let text = workflow(
      step("first", "cat >n.txt <<'EOF'\n\(odd.replacing("${", with: "$${"))\nEOF\n")
        .replacing(#"results: [{name: n, file: n.txt, regex: "([0-9]+)"}]"#, with: result)
        + step("second", "true").replacing(
          #"args: ["true"]"#, with: #"arg: "x=${steps.first.results.n}""#))
    let state = try scene.run(text)
    let second = try scene.plane.object(ResourceName(.job, "pipe/second"))?.run
    #expect(
      second?.plan.command.last?.expanded { _ in nil }.hasPrefix("x=it's") == true,
      "\(state) \(String(describing: second?.plan.command))")
  }

  @Test func `a workflow that waits for something can be cancelled`() throws {
    let scene = try Scene()
    let other = Declared.app("exit 1") + Declared.job("other")
    let text = workflow(step("first", "true")).replacing(
      "  steps:\n", with: "  dependsOn: [job/other]\n  steps:\n")
    let outcome = try scene.apply(other + "---\n" + text)
    let states = try scene.drive(outcome.runs)
    #expect(states[RunName(whole: pipe)]?.status == .blocked)
    _ = try scene.plane.cancelWorkflow(pipe)
    let ended = try scene.drive([RunName(whole: pipe)])
    #expect(ended[RunName(whole: pipe)]?.status == .cancelled)
    #expect(try runs(scene, "first") == 0)
  }

  @Test func `a retry has the limits that were declared last`() throws {
    let scene = try Scene()
    func text(_ minutes: Int) -> String {
      workflow(step("first", "exit 1")).replacing(
        "appId: sh", with: "appId: sh\n        maxMinutes: \(minutes)")
    }
    #expect(try scene.run(text(5)).status == .failed)
    let edited = try scene.apply(text(7))
    _ = try scene.drive(edited.runs)
    #expect(try runs(scene, "first") == 1)
    _ = try scene.drive(try scene.plane.retryWorkflow(pipe).runs)
    let first = try #require(try scene.plane.object(ResourceName(.job, "pipe/first"))?.run)
    #expect(first.name.number == 2 && first.plan.maxMinutes == 7)
  }

  @Test func `a step whose equal was taken over can run by itself`() throws {
    let scene = try Scene()
    let text = workflow(step("first", "echo 1 >n.txt"))
    _ = try scene.run(text)
    _ = try scene.run(text.replacing("name: pipe", with: "name: copy"))
    let job = ResourceName(.job, "copy/first")
    _ = try scene.drive(try scene.plane.retry([job]).runs)
    _ = try scene.drive([RunName(whole: ResourceName(.workflow, "copy"))])
    #expect(try scene.plane.object(job)?.runCount == 1)
    let copy = try #require(try scene.plane.workflow(ResourceName(.workflow, "copy")))
    #expect(copy.steps.first?.state == .finished)
  }

  @Test(arguments: [
    ("  updatePolicy: {afterFinish: Hold}\n", "", "spec.updatePolicy"),
    ("", "updatePolicy: {whileRunning: Reject}", "spec.steps[0].job.updatePolicy"),
    ("", "budget: {maxNewRuns: 1}", "spec.steps[0].job.budget"),
  ])
  func `what holds for no workflow is refused`(
    whole: String, job: String, path: String
  ) throws {
    let text = workflow(step("first", "true"))
      .replacing("  steps:\n", with: whole + "  steps:\n")
      .replacing("appId: sh", with: job.isEmpty ? "appId: sh" : "appId: sh\n        \(job)")
    let found = try Scene().plan(text).diagnostics.filter { $0.code == .unsupportedFeature }
    #expect(found.map(\.path) == [path] && found.first?.span != nil)
  }

  @Test func `a workflow rests only while nothing can bring it on`() throws {
    let record = WorkflowRecord(
      id: ObjectID(1), name: pipe, status: .running, isHalted: false, isSuspended: false)
    var active = StepRecord(name: "first", state: .active)
    active.object = .init(id: ObjectID(2), name: ResourceName(.job, "pipe/first"))
    func status(
      _ run: RunStatus, _ condition: RunCondition? = nil,
      _ change: (inout WorkflowRecord) -> Void = { _ in }
    ) throws -> RunStatus {
      var (record, row) = (record, active)
      change(&record)
      row.object?.status = run
      row.object?.condition = condition
      let scene = try Scene()
      return try scene.plane.read { reader throws(StoreError) in
        try reader.state(of: record, [row]).status
      }
    }
    // The engine has not looked at the step yet: its end is not that of the workflow.
    #expect(try status(.finished) == .running && status(.failed) == .running)
    #expect(try status(.blocked, .unknownOutcome) == .running)
    #expect(try status(.running) == .running)
    #expect(try status(.paused) == .paused)
    #expect(try status(.finished) { $0.isSuspended = true } == .paused)
    #expect(try status(.running) { $0.isSuspended = true } == .running)
    #expect(try status(.finished) { $0.obstacle = "gone" } == .blocked)
  }
}
