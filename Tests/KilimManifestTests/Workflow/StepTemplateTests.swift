import KilimModel
import Testing

@testable import KilimManifest

struct StepTemplateTests {
  private func template(_ step: String) throws -> StepTemplate {
    let spec = try WorkflowText.spec(step)
    return StepTemplate(try #require(spec.steps.first), path: "spec.steps[0]")
  }

  private func job(_ fields: String, _ more: String = "allowFailure: false") throws -> StepTemplate
  {
    try template(
      """
          - name: s
            \(more)
            job: {appId: tool, appVersion: "1", \(fields)}
      """)
  }

  private func value(_ text: String, _ identity: String) -> StepValue {
    StepValue(text: text, identity: identity)
  }

  private let out = StepReference(step: "a", value: .outputDirectory)
  private let best = StepReference(step: "a", value: .result("k"))

  @Test func `marks stand in the places of references, and a path begins with a slash`() throws {
    let made = try job(
      #"fileInputs: [{sourceUrl: "${steps.a.outputDir}/x", targetPath: x}], parameterSet: {appArgs: [{name: a, arg: "--k ${steps.a.results.k} \\${steps.a.results.no} --in ${steps.a.outputDir}"}]}"#
    )
    guard case .job(let template) = made.body else { throw WorkflowText.NoWorkflow() }
    #expect(made.diagnostics == [])
    #expect(made.references == [best, out])
    #expect(template.job.attributes.fileInputs[0].sourceUrl == "/\(PointMark.step(1))/x")
    #expect(
      template.job.attributes.parameterSet.appArgs[0].arg
        == "--k \(PointMark.step(0)) \\${steps.a.results.no} --in \(PointMark.step(1))")
  }

  @Test func `a value is literal in a plan, and one slash is enough`() throws {
    let made = try job(#"description: "<${steps.a.results.k}> ${steps.a.outputDir}""#)
    var plan = RunPlan(
      uuid: try #require(RunUUID("01234567-89ab-4def-8123-456789abcdef-007")),
      created: Timestamp(milliseconds: 0))
    plan.description = "/\(PointMark.step(1))/x \(PointMark.step(0)) \(PointMark.parameter(0))"
    let odd = #"it's "quoted" \ ${JobUUID}"# + "\n"
    let filled = try #require(
      made.filled(plan, values: [best: value(odd, "1"), out: value("/out", "2")]))
    #expect(filled.description == "/out/x \(odd) \(PointMark.parameter(0))")
  }

  @Test func `an identity knows what lies there, and no path`() throws {
    let made = try job(
      #"parameterSet: {appArgs: [{name: a, arg: "${steps.a.results.k} ${steps.a.outputDir}"}]}"#)
    func identity(_ result: String, _ path: String, _ digest: String) -> Digest {
      made.identity(values: [best: value(result, result), out: value(path, digest)])
    }
    #expect(identity("1", "/x", "d") == identity("1", "/y", "d"))
    #expect(identity("1", "/x", "d") != identity("2", "/x", "d"))
    #expect(identity("1", "/x", "d") != identity("1", "/x", "e"))
  }

  @Test func `without references a step is what its Job is, whatever its name and needs`() throws {
    let made = try job("memoryMB: 100")
    guard case .job(let template) = made.body else { throw WorkflowText.NoWorkflow() }
    #expect(made.identity(values: [:]) == SpecCoding.identity(of: template.job))
    let other = try job("memoryMB: 100", "retry: {limit: 3}")
    #expect(made.identity(values: [:]) == other.identity(values: [:]))
    guard case .job(let retried) = other.body else { throw WorkflowText.NoWorkflow() }
    #expect(retried.job.retry?.limit == 3)
  }

  @Test func `a renamed step gives the same`() throws {
    func identity(_ name: String) throws -> Digest {
      let made = try job(
        #"description: x, runToken: t, parameterSet: {appArgs: [{name: a, args: ["${steps.\#(name).outputDir}"]}]}"#
      )
      return made.identity(
        values: [StepReference(step: name, value: .outputDirectory): value("/x", "d")])
    }
    #expect(try identity("a") == identity("b"))
  }

  private func sweep(_ parameters: String, _ arg: String = "${sweep.k} ${steps.a.results.k}") throws
    -> StepTemplate
  {
    try template(
      """
          - name: s
            sweep:
              parameters: \(parameters)
              template: {appId: tool, appVersion: "1", parameterSet: {appArgs: [{name: a, arg: "\(arg)"}]}}
      """)
  }

  @Test func `a sweep takes its points from a file of a step`() throws {
    let made = try sweep(#"[{csv: "${steps.a.outputDir}/p.csv"}, {jsonLines: "x.jsonl"}]"#)
    #expect(made.diagnostics == [])
    #expect(made.hasUnknownPoints)
    #expect(made.references == [best, out])
    let filled = try #require(made.sweep(values: [out: value("/runs/1/out", "d")]))
    #expect(filled.parameters[0].csv?.file == "/runs/1/out/p.csv")
    #expect(filled.parameters[1].jsonLines == "x.jsonl")
    #expect(try !sweep("[{grid: {k: [1]}}]").hasUnknownPoints)
  }

  @Test func `points are known by the template, the step by its spaces too`() throws {
    let (one, two) = (try sweep("[{grid: {k: [1]}}]"), try sweep("[{grid: {k: [1, 2]}}]"))
    let values = [best: value("3", "3")]
    #expect(one.templateIdentity(values: values) == two.templateIdentity(values: values))
    #expect(one.identity(values: values) != two.identity(values: values))
    #expect(
      one.templateIdentity(values: values)
        != one.templateIdentity(values: [best: value("4", "4")]))
    let plain = try sweep("[{grid: {k: [1]}}]", "${sweep.k}")
    guard case .sweep(let spec, _) = plain.body else { throw WorkflowText.NoWorkflow() }
    #expect(plain.templateIdentity(values: [:]) == SpecCoding.identity(of: spec.template))
  }

  @Test func `values have their places`() throws {
    #expect(
      try job(#"jobType: FORK, cmdPrefix: "${steps.a.results.k}""#).diagnostics.map(\.line) == [
        "K0404 spec.steps[0].job.cmdPrefix: `${steps.a.results.k}` has no value in `cmdPrefix` [values go into arguments of the App, variables, directories, file inputs, log names and the description; for a setting of its own make another step]"
      ])
    #expect(
      try sweep(#"[{grid: {k: ["${steps.a.results.k}"]}}]"#).diagnostics.map(\.line) == [
        "K0404 spec.steps[0].sweep.parameters[0].grid.k[0]: `${steps.a.results.k}` is no value of a parameter [write it in the template, or let the step make a file for `csv` or `jsonLines`]"
      ])
  }

  @Test(arguments: [
    ("", false), ("../x", false), ("/x", false), ("a\nb", false), ("x/y", true), ("x", true),
  ])
  func `a result in a path is part of a relative path`(text: String, isSound: Bool) throws {
    let made = try job(#"archiveSystemDir: "${steps.a.results.k}/x""#)
    let problem = made.problem(of: [best: value(text, text)])
    #expect((problem == nil) == isSound)
    if !isSound { #expect(problem?.path == "spec.steps[0].job.archiveSystemDir") }
  }

  @Test func `nothing is looked for that is not there yet`() {
    struct Nothing: SourceInspector {
      func kind(ofPath path: String) -> FileKind? { nil }
      func contentDigest(ofPath path: String) -> Digest? { nil }
    }
    let points = StepReference(step: "s", value: .pointsFile)
    let known = StepInspector(
      Nothing(), references: [out, points], values: [out: value("/out", "d")])
    #expect(known.kind(ofPath: "/\(PointMark.step(0))/x") == nil)
    #expect(known.kind(ofPath: "/\(PointMark.step(1))") == .file)
    let unknown = StepInspector(Nothing(), references: [out])
    #expect(unknown.kind(ofPath: "/\(PointMark.step(0))/x") == .directory)
    #expect(unknown.contentDigest(ofPath: "/d/\(PointMark.step(0))") != nil)
    #expect(unknown.kind(ofPath: "/d/x") == nil)
  }
}
