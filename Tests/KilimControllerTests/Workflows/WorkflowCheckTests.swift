import KilimManifest
import KilimModel
import KilimTestSupport
import KilimTransport
import Testing

@testable import KilimController

struct WorkflowCheckTests {
  private static let app = """
    apiVersion: kilim/v1
    kind: App
    metadata: {name: tool}
    spec: {version: "1", runtime: NATIVE, command: [echo]}
    ---

    """

  private static func manifest(_ steps: String) -> String {
    """
    apiVersion: kilim/v1
    kind: Workflow
    metadata: {name: pipe}
    spec:
      steps:
    \(steps)

    """
  }

  private static let surroundings = Surroundings.ofThisProcess()

  private func problems(_ steps: String, _ sandbox: Sandbox) throws -> [String] {
    let text = Self.app + Self.manifest(steps)
    let source = SourceFile(
      name: "all.yaml", directory: sandbox.work, bytes: Array(text.utf8))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let result = try ControlPlane.validate(
      [source], isolated: false, in: nil, surroundings: Self.surroundings)
    return result.diagnostics.filter { $0.severity == .error }.map { diagnostic in
      let line = diagnostic.span.map { String(lines[$0.line - 1].drop { $0 == " " }) } ?? "nowhere"
      return "\(diagnostic.code.rawValue) \(diagnostic.path): \(diagnostic.message) | \(line)"
    }
  }

  @Test func `what compiling a step finds stands in the workflow`() throws {
    let sandbox = try Sandbox()
    let found = try problems(
      """
          - name: a
            job: {appId: toll, appVersion: "1"}
          - name: b
            job:
              appId: tool
              appVersion: "1"
              fileInputs: [{name: x, sourceUrl: gone.csv, targetPath: x}]
              parameterSet: {appArgs: [{name: a, arg: "a; b"}]}
          - name: c
            sweep:
              parameters: [{grid: {k: [1]}}]
              exclude: ["n > 3"]
              template: {appId: tool, appVersion: "1"}
          - name: d
            sweep:
              parameters: [{grid: {k: [1]}}]
              template:
                appId: tool
                appVersion: "1"
                parameterSet:
                  appArgs:
                    - {name: a, arg: "${sweep.kk}"}
          - name: e
            workflow:
              steps:
                - name: f
                  job: {appId: tool, appVersion: "2"}
                - name: g
                  dependsOn: [h]
                  job: {appId: tool, appVersion: "1"}
      """, sandbox)
    #expect(
      found.map { String($0.prefix { $0 != ":" }) }.sorted() == [
        "K0301 spec.steps[0].job.appId",
        "K0301 spec.steps[4].workflow.steps[0].job.appVersion",
        "K0308 spec.steps[1].job.fileInputs[0].sourceUrl",
        "K0401 spec.steps[3].sweep.template.parameterSet.appArgs[0].arg",
        "K0406 spec.steps[1].job.parameterSet.appArgs[0].arg",
        "K0703 spec.steps[2].sweep.exclude[0]",
        "K0721 spec.steps[4].workflow.steps[1].dependsOn[0]",
      ], "\(found)")
    let lines = found.map { String($0.split(separator: "|").last ?? "").drop { $0 == " " } }
    #expect(lines.contains(#"- {name: a, arg: "${sweep.kk}"}"#))
    #expect(lines.contains("dependsOn: [h]"))
    #expect(lines.contains(#"exclude: ["n > 3"]"#))
    #expect(!lines.contains("nowhere"))
  }

  @Test func `what other steps make need not be there yet`() throws {
    let sandbox = try Sandbox()
    #expect(
      try problems(
        """
            - name: a
              job: {appId: tool, appVersion: "1", results: [{name: k, file: m.json, json: .k}]}
            - name: b
              job:
                appId: tool
                appVersion: "1"
                archiveSystemDir: "${steps.a.archiveDir}/b"
                fileInputs:
                  - {sourceUrl: "${steps.a.outputDir}/x.csv"}
                  - {sourceUrl: "${steps.a.outputDir}", targetPath: all}
                  - {sourceUrl: "tapislocal://exec.tapis${steps.a.outputDir}", targetPath: there}
                parameterSet: {appArgs: [{name: a, arg: "--k ${steps.a.results.k}"}]}
            - name: c
              sweep:
                parameters: [{csv: "${steps.a.outputDir}/points.csv"}]
                exclude: ["anything > 3"]
                template:
                  appId: tool
                  appVersion: "1"
                  parameterSet: {appArgs: [{name: a, arg: "${sweep.whatever} ${steps.a.results.k}"}]}
        """, sandbox) == [])
    #expect(
      try problems(
        """
            - name: a
              job: {appId: tool, appVersion: "1"}
            - name: b
              job: {appId: tool, appVersion: "1", fileInputs: [{sourceUrl: "${steps.a.outputDir}"}]}
        """, sandbox) == [
          "K0305 spec.steps[1].job.fileInputs[0].sourceUrl: no name can be taken from `${steps.a.outputDir}` | job: {appId: tool, appVersion: \"1\", fileInputs: [{sourceUrl: \"${steps.a.outputDir}\"}]}"
        ])
  }

  // MARK: With values

  private func factory(_ sandbox: Sandbox) throws -> RunFactory {
    let source = SourceFile(
      name: "app.yaml", directory: sandbox.work, bytes: Array(Self.app.utf8))
    var catalog = StoredCatalog.catalog(
      of: [], facts: Self.surroundings.facts, stateDirectory: nil)
    for document in ManifestLoader.load([source]).documents { catalog.add(document) }
    return RunFactory(
      surroundings: Self.surroundings, inspector: HostSourceInspector(), catalog: catalog)
  }

  private func template(_ step: String) throws -> StepTemplate {
    let source = SourceFile(
      name: "w.yaml", directory: "/", bytes: Array(Self.manifest(step).utf8))
    guard case .workflow(let spec)? = ManifestLoader.load([source]).documents.first?.spec else {
      throw TestFailure("no workflow")
    }
    return StepTemplate(try #require(spec.steps.first), path: "spec.steps[0]")
  }

  private func context(_ sandbox: Sandbox) -> RunFactory.StepContext {
    RunFactory.StepContext(
      name: ResourceName(.workflow, "pipe"), metadata: Metadata(name: "pipe"), source: nil,
      directory: sandbox.work)
  }

  @Test func `the plan of a step has the values, and its identity no path`() throws {
    let sandbox = try Sandbox()
    try sandbox.write("1", to: "one/x.csv")
    try sandbox.write("1", to: "two/x.csv")
    let step = try template(
      """
          - name: judge
            job:
              appId: tool
              appVersion: "1"
              fileInputs:
                - {sourceUrl: "${steps.a.outputDir}/x.csv"}
                - {sourceUrl: "${steps.a.outputDir}", targetPath: all}
              parameterSet: {appArgs: [{name: a, arg: "--k ${steps.a.results.k} $HOME"}]}
      """)
    func compiled(_ folder: String, _ digest: String, k: String = "a b; $X") throws -> CompiledJob {
      let values = [
        StepReference(step: "a", value: .outputDirectory):
          StepValue(text: sandbox.path(folder), identity: digest),
        StepReference(step: "a", value: .result("k")): StepValue(text: k, identity: k),
      ]
      let result = try factory(sandbox).compileJob(
        step, named: "judge", values: values, context(sandbox))
      return try #require(result.job, "\(result.diagnostics)")
    }
    let one = try compiled("one", "d")
    #expect(one.plan.owner == "job/pipe/judge")
    #expect(one.plan.jobName == "pipe-judge")
    #expect(
      one.plan.inputs.map(\.source) == [
        .path(sandbox.path("one/x.csv")), .path(sandbox.path("one")),
      ])
    #expect(one.plan.inputs.map(\.target) == ["x.csv", "all"])
    #expect(one.plan.command.contains(CommandWord("a b; $X")))
    #expect(!PointMark.isIn(one.plan.json.text))
    #expect(try compiled("two", "d").identity == one.identity)
    #expect(try compiled("one", "e").identity != one.identity)
    #expect(try compiled("one", "d", k: "2").identity != one.identity)
    let gone = try factory(sandbox).compileJob(
      step, named: "judge",
      values: [
        StepReference(step: "a", value: .outputDirectory):
          StepValue(text: sandbox.path("gone"), identity: "d"),
        StepReference(step: "a", value: .result("k")): StepValue(text: "1", identity: "1"),
      ], context(sandbox))
    #expect(gone.job == nil)
    #expect(gone.diagnostics.first?.message.contains("gone") == true)
  }

  @Test func `a swept step has points from a file, and marks of parameters alone`() throws {
    let sandbox = try Sandbox()
    try sandbox.write("k\n1\n2\n", to: "out/p.csv")
    let step = try template(
      """
          - name: train
            sweep:
              parameters: [{csv: "${steps.a.outputDir}/p.csv"}]
              template:
                appId: tool
                appVersion: "1"
                parameterSet: {appArgs: [{name: a, arg: "${sweep.k} ${steps.a.results.n}"}]}
      """)
    func compiled(_ n: String) throws -> CompiledSweep {
      let values = [
        StepReference(step: "a", value: .outputDirectory):
          StepValue(text: sandbox.path("out"), identity: "d"),
        StepReference(step: "a", value: .result("n")): StepValue(text: n, identity: n),
      ]
      let result = try factory(sandbox).compileSweep(
        step, named: "train", values: values, context(sandbox))
      return try #require(result.sweep, "\(result.diagnostics)")
    }
    let one = try compiled("two words")
    #expect(one.names == ["k"])
    #expect(one.plan.command.contains(CommandWord(PointMark.parameter(0))))
    #expect(one.plan.command.contains(CommandWord("two words")))
    #expect(one.plan.owner == "sweep/pipe/train/\(PointMark.position)")
    #expect(one.expansion.table(check: nil).table.count == 2)
    #expect(try compiled("two words").identity == one.identity)
    #expect(try compiled("3").identity != one.identity)
  }

  @Test func `steps mean nothing in a sweep by itself`() throws {
    let sandbox = try Sandbox()
    let text =
      Self.app + """
        apiVersion: kilim/v1
        kind: Sweep
        metadata: {name: s}
        spec:
          parameters: [{grid: {k: [1]}}]
          template:
            appId: tool
            appVersion: "1"
            parameterSet: {appArgs: [{name: a, args: ["${steps.a.outputDir}", "${steps.b.outputDir}"]}]}

        """
    let result = try ControlPlane.validate(
      [SourceFile(name: "s.yaml", directory: sandbox.work, bytes: Array(text.utf8))],
      isolated: false, in: nil, surroundings: Self.surroundings)
    #expect(result.diagnostics.map(\.code) == [.macroUnavailable])
    #expect(
      result.diagnostics.first?.path == "spec.template.parameterSet.appArgs[0].args[0]")
  }
}
