import KilimModel
import Testing

@testable import KilimManifest

struct WorkflowStructureTests {
  private let job = WorkflowText.job

  @Test func `needed steps come first, else the order is as declared`() throws {
    let structure = try WorkflowText.structure(
      job("report", "dependsOn: [train]", "x") + job("train", "", "${steps.prepare.outputDir}")
        + job("other", "", "x") + job("prepare", "", "x")
        + job("last", "when: steps.other.status == 'FAILED'", "${steps.report.results.accuracy}"))
    #expect(
      structure.order.map { structure.steps[$0].name } == [
        "other", "prepare", "train", "report", "last",
      ])
    #expect(structure.steps.map(\.needs) == [[1], [3], [], [], [0, 2]])
    #expect(structure.steps.map(\.decidesAbout) == [[], [], [], [], [2]])
    #expect(structure.steps[4].references == [StepReference("steps.report.results.accuracy")])
  }

  @Test func `a need is one, however often it is named`() throws {
    let structure = try WorkflowText.structure(
      job("a", "", "x")
        + job(
          "b", "dependsOn: [a]\n      when: steps.a.status == 'FINISHED'",
          "${steps.a.outputDir} ${steps.a.archiveDir} ${steps.a.outputDir}"))
    #expect(structure.steps[1].needs == [0])
    #expect(
      structure.steps[1].references.map(\.description) == [
        "steps.a.outputDir", "steps.a.archiveDir",
      ])
  }

  @Test func `names the nearest step`() throws {
    #expect(
      try WorkflowText.problems(job("prepare", "", "x") + job("b", "dependsOn: [prepair]", "x"))
        == [
          "K0721 spec.steps[1].dependsOn[0]: there is no step `prepair` [did you mean `prepare`?] at prepair"
        ])
    #expect(
      try WorkflowText.problems(job("prepare", "", "x") + job("b", "", "v ${steps.zzz.outputDir}"))
        == [
          "K0721 spec.steps[1].job.parameterSet.appArgs[0].arg: there is no step `zzz` [the steps are prepare, b] at ${steps.zzz.outputDir}"
        ])
    #expect(
      try WorkflowText.problems(
        job("prepare", "", "x") + job("b", "when: steps.prepar.status == 'FAILED'", "x")) == [
          "K0721 spec.steps[1].when: there is no step `prepar` [did you mean `prepare`?] at steps.prepar.status"
        ])
  }

  @Test func `shows a circle in full`() throws {
    #expect(
      try WorkflowText.problems(job("a", "dependsOn: [a]", "x")) == [
        "K0722 spec.steps[0].dependsOn[0]: the step `a` waits for itself [a step can wait for others alone] at a"
      ])
    let text =
      job("a", "dependsOn: [c]", "x") + job("b", "dependsOn: [a]", "x")
      + job("c", "", "${steps.b.outputDir}") + job("d", "dependsOn: [a]", "x")
    #expect(
      try WorkflowText.problems(text) == [
        "K0722 spec.steps[0].dependsOn[0]: these steps wait for each other: a -> c -> b -> a [one of them has to be able to start first] at c"
      ])
  }

  @Test func `knows which values a step has`() throws {
    let sweep = """
          - name: s
            sweep:
              parameters: [{grid: {k: [1]}}]
              template: {appId: tool, appVersion: "1"}
          - name: w
            workflow: {steps: [{name: i, job: {appId: tool, appVersion: "1"}}]}

      """
    let first = sweep + job("j", "", "x")
    func problems(_ reference: String) throws -> [String] {
      try WorkflowText.problems(first + job("b", "", "${steps.\(reference)}")).map {
        String($0.dropFirst(53).prefix { $0 != "[" })
      }
    }
    for sound in ["j.outputDir", "j.archiveDir", "j.results.accuracy", "s.pointsFile"] {
      #expect(try problems(sound) == [], "\(sound)")
    }
    #expect(try problems("j.results.acuracy") == ["the step `j` has no result `acuracy` "])
    #expect(try problems("j.pointsFile") == ["the step `j` has no `pointsFile` "])
    #expect(try problems("s.outputDir") == ["the step `s` has no `outputDir` "])
    #expect(try problems("s.results.accuracy") == ["the step `s` has no `results.accuracy` "])
    #expect(try problems("w.outputDir") == ["the step `w` has no `outputDir` "])
    #expect(try problems("j.status") == ["`${steps.j.status}` can only be used in `when` "])
    #expect(try problems("j.output") == ["`${steps.j.output}` names no value of a step "])
    #expect(try problems("j") == ["`${steps.j}` names no value of a step "])
  }

  @Test(arguments: [
    ("1 > 2", "its `when` is always false: leave it out, or leave the step out"),
    (
      "steps.a.status == 'DONE'",
      "its `when` is false whatever happens; a status is one of FINISHED, FAILED, CANCELLED, SKIPPED"
    ),
    (
      "steps.a.status == 'FAILED' && steps.a.status == 'FINISHED'",
      "its `when` is false whatever happens; a status is one of FINISHED, FAILED, CANCELLED, SKIPPED"
    ),
  ])
  func `finds steps that can never run`(when: String, hint: String) throws {
    let text =
      job("a", "", "x") + job("b", "when: \(when)", "x") + job("c", "dependsOn: [b]", "x")
      + job("d", "when: steps.b.status == 'SKIPPED'", "x")
    #expect(
      try WorkflowText.problems(text) == [
        "K0725 spec.steps[1].when: the step `b` can never run, nor can `c` [\(hint)] at \(when)"
      ])
  }

  @Test func `refuses what is no condition`() throws {
    func problem(_ when: String) throws -> [String] {
      try WorkflowText.problems(job("a", "", "x") + job("b", "when: \"\(when)\"", "x"))
    }
    #expect(
      try problem("a.accuracy > 1") == [
        "K0727 spec.steps[1].when: `a.accuracy` is nothing that a condition knows [it knows `steps.NAME.status` and `steps.NAME.results.KEY`; texts stand in quotes] at a.accuracy"
      ])
    #expect(try problem("steps.a.outputDir == 'x'").first?.hasPrefix("K0727") == true)
    #expect(try problem("steps.a.status ==").first?.hasPrefix("K0727") == true)
    #expect(try problem("steps.a.status").first?.hasPrefix("K0727") == true)
    #expect(try problem("steps.a.results.accuracy > 0.5") == [])
    #expect(try problem("steps.a.results.acuracy > 0.5").first?.hasPrefix("K0723") == true)
  }

  @Test func `orders a long chain from either end`() throws {
    let needs = (0..<2000).map { $0 == 0 ? [] : [$0 - 1] }
    #expect(StepOrder.of(needs).steps == Array(0..<2000))
    let backwards = needs.reversed().map { $0.map { 1999 - $0 } }
    #expect(StepOrder.of(backwards).steps == Array((0..<2000).reversed()))
  }
}
