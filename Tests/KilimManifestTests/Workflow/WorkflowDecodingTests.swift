import KilimModel
import Testing

@testable import KilimManifest

struct WorkflowDecodingTests {
  private func problems(_ steps: String) -> [String] {
    ManifestText.load(WorkflowText.manifest(steps)).diagnostics.map(\.line)
  }

  @Test(arguments: [
    ("prepare-1_b", true), ("1b", true), ("7", false), ("a.b", false), ("-a", false),
    ("a b", false),
  ])
  func `a step's name is no number and has no dot`(name: String, isSound: Bool) {
    let found = problems("    - {name: \"\(name)\", job: {appId: tool, appVersion: \"1\"}}")
    #expect(found.isEmpty == isSound, "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix("K0207 spec.steps[0].name") })
  }

  @Test func `a step is one thing`() {
    let job = "job: {appId: tool, appVersion: \"1\"}"
    #expect(problems("    - {name: a, \(job)}") == [])
    #expect(
      problems("    - {name: a}") == [
        "K0204 spec.steps[0].job: `job` is missing [one of job, sweep, workflow]"
      ])
    #expect(
      problems("    - {name: a, \(job), workflow: {steps: [{name: b, \(job)}]}}") == [
        "K0208 spec.steps[0].workflow: `job` and `workflow` exclude each other [keep one of them]"
      ])
    #expect(
      problems("    - {name: a, \(job)}\n    - {name: a, \(job), dependsOn: [b]}").map {
        String($0.prefix(5))
      } == ["K0213"])
  }

  private func nested(_ depth: Int) -> String {
    let inner = "{name: a, job: {appId: tool, appVersion: \"1\"}}"
    return (0..<depth).reduce(inner) { text, _ in "{name: a, workflow: {steps: [\(text)]}}" }
  }

  @Test func `workflows stand in each other eight deep`() {
    #expect(problems("    - " + nested(8)) == [])
    let found = problems("    - " + nested(9))
    #expect(found.count == 1)
    #expect(found.first?.contains("more than 8 deep") == true)
  }

  @Test func `the fields of an inner workflow are told where the outer's are`() throws {
    let explanation = FieldExplanation(.workflow)
    let inner = try explanation.find(["spec", "steps", "workflow"])
    #expect(inner.fields == nil)
    #expect(inner.example["spec"]?["steps"] != nil)
    let text = FieldReference.markdown(of: .workflow)
    #expect(
      text.contains("### `spec.steps[].sweep.template`") || text.contains("`spec.steps[].job`"))
    let schema = ManifestSchema.document(of: .workflow).text
    #expect(schema.contains("\"$ref\":\"#/$defs/Workflow.spec\""))
  }

  @Test func `a change inside of an inner workflow is told with its place`() throws {
    func spec(_ version: String) throws -> JSONValue {
      SpecCoding.json(
        of: try WorkflowText.spec(
          "    - {name: o, workflow: {steps: [{name: i, job: {appId: tool, appVersion: \"\(version)\"}}]}}"
        ))
    }
    var comparison = FieldComparison()
    comparison.compare(
      try spec("1"), try spec("2"), ResourceKind.workflow.specDescription, isIdentity: true)
    #expect(comparison.differences.count == 1)
    #expect(comparison.differences.first?.isIdentity == true)
  }

  @Test func `a value of a step means nothing in a Job by itself`() {
    var bench = Workbench()
    var variable = EnvironmentVariable()
    variable.key = "A"
    variable.value = "${steps.a.outputDir}"
    bench.job.attributes.parameterSet.envVariables = [variable]
    bench.job.attributes.description = "${steps.b.outputDir}"
    #expect(
      bench.complaints().map { String($0.prefix { $0 != "[" }) } == [
        "K0404 spec.description: `${steps.b.outputDir}` has no meaning outside a workflow "
      ])
  }
}
