import KilimModel
import Testing

@testable import KilimManifest

struct OuterStepTests {
  /// A step that is a workflow of one Job.
  private func inner(_ arg: String, when: String = "") -> String {
    """
        - name: in
          workflow:
            steps:
              - name: deep
                \(when.isEmpty ? "allowFailure: false" : "when: \(when)")
                job: {appId: tool, appVersion: "1", parameterSet: {appArgs: [{arg: "\(arg)"}]}}
              - name: own
                job: {appId: tool, appVersion: "1"}

    """
  }

  private func references(_ text: String) throws -> [String] {
    let step = try #require(try WorkflowText.spec(text).steps.first { $0.workflow != nil })
    return StepTemplate(step, path: "spec").references.map(\.description)
  }

  @Test func `a sub-workflow takes what its steps take of steps around it`() throws {
    let text =
      WorkflowText.job("a")
      + inner("${steps.a.results.accuracy} ${steps.own.outputDir}", when: "steps.b.status != 'x'")
      + WorkflowText.job("b")
    #expect(try references(text) == ["steps.a.results.accuracy", "steps.b.status"])
    let structure = try WorkflowText.structure(text)
    #expect(structure.steps[1].needs == [0, 2])
    #expect(structure.order == [0, 2, 1])
  }

  @Test func `its own names come first`() throws {
    let text = WorkflowText.job("own") + inner("${steps.own.outputDir}")
    #expect(try references(text) == [])
    #expect(try WorkflowText.structure(text).steps[1].needs == [])
  }

  @Test func `a value that the outer step does not have is found where it is asked for`() throws {
    let text = WorkflowText.job("a") + inner("${steps.a.results.speed}")
    let problems = try WorkflowText.problems(text)
    #expect(problems.count == 1)
    #expect(
      problems.first?.contains("the step `a` has no result `speed`") == true
        && problems.first?.contains("at ${steps.a.results.speed}") == true, "\(problems)")
  }

  @Test func `what is around a workflow is known to the inside alone`() throws {
    let spec = try WorkflowText.spec(WorkflowText.job("a", arg: "${steps.out.outputDir}"))
    func count(_ outer: OuterSteps) -> Int {
      WorkflowStructure.of(spec, source: nil, outer: outer).diagnostics.count
    }
    #expect(count(.none) == 1 && count(.known(["other"])) == 1)
    #expect(count(.known(["out"])) == 0 && count(.any) == 0)
  }

  @Test func `the identity has the values, and no names of them where there are none`() throws {
    let text = WorkflowText.job("a") + inner("${steps.a.results.accuracy}")
    let step = try #require(try WorkflowText.spec(text).steps.last)
    let template = StepTemplate(step, path: "spec")
    let reference = StepReference(step: "a", value: .result("accuracy"))
    func identity(_ value: String) -> Digest {
      template.identity(values: [reference: StepValue(text: "t", identity: value)])
    }
    #expect(identity("1") == identity("1") && identity("1") != identity("2"))
  }

  @Test func `what is missing is of a step`() throws {
    let condition = try StepCondition("steps.a.results.n + 1 > 2")
    let error = #expect(throws: ExpressionError.self) { try condition.isTrue { _ in .missing } }
    #expect(error?.message.contains("the step does not have") == true, "\(error as Any)")
    let product = try StepCondition("steps.a.results.n * 2 > 2")
    let other = #expect(throws: ExpressionError.self) { try product.isTrue { _ in .missing } }
    #expect(
      other?.message.contains("`steps.a.results.n`, which the step does not have") == true,
      "\(other as Any)")
  }
}
