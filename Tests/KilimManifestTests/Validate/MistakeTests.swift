import KilimModel
import Testing

@testable import KilimManifest

/// What the proof by mutation brought to light, each as a small case.
struct MistakeTests {
  private static let system = """
    id: big
    systemType: LINUX
    host: big.example.org
    rootDir: /
    canExec: true
    jobRuntimes: [{runtimeType: ZIP}]

    """

  private static let job = """
    name: j
    appId: tool
    appVersion: "1"

    """

  @Test(arguments: [
    (
      job + "archiveSystemDir: /a/${JobUIID}",
      [
        "K0401 spec.archiveSystemDir: there is no macro `${JobUIID}` [did you mean `${JobUUID}`?] "
          + "@4:22 '${JobUIID}'"
      ]
    ),
    (
      job
        + "execSystemExecDir: ${ExecSystemOutputDir}/a\nexecSystemOutputDir: ${ExecSystemExecDir}/b",
      [
        "K0402 spec.execSystemOutputDir: these macros need each other: ${ExecSystemExecDir} -> "
          + "${ExecSystemOutputDir} -> ${ExecSystemExecDir} "
          + "[give one of them a value without the others] @5:22 '${ExecSystemExecDir}'"
      ]
    ),
    (
      system + "jobWorkingDir: /x/${JobWorkingDir}",
      [
        "K0402 spec.jobWorkingDir: `${JobWorkingDir}` is part of its own value "
          + "[write a path without it, or leave the field out for the usual one] @7:19 '${JobWorkingDir}'"
      ]
    ),
    (
      system + "jobWorkingDir: /x/${apiUserID}",
      [
        "K0401 spec.jobWorkingDir: there is no macro `${apiUserID}` [did you mean `${apiUserId}`?] "
          + "@7:19 '${apiUserID}'"
      ]
    ),
  ])
  func `finds macro mistakes in a document by itself`(text: String, expected: [String]) {
    #expect(ManifestBench.complaints(text, isolated: true) == expected)
  }

  @Test func `a queue that cannot be read takes no default queue along`() {
    let queues = """
      jobWorkingDir: /x
      canRunBatch: true
      batchScheduler: SLURM
      batchDefaultLogicalQueue: normal
      batchLogicalQueues: [{name: "", hpcQueueName: normal}]
      """
    let loaded = ManifestLoader.load([Self.file(Self.system + queues)])
    #expect(loaded.diagnostics.map(\.code) == [.invalidText])
    let further = loaded.flawed.flatMap {
      DefinitionValidator.validate($0, catalog: Catalog(), isolated: true)
    }
    #expect(further.isEmpty)
  }

  @Test func `what is in a misspelt field is checked too`() {
    let text = """
      id: tool
      version: "1"
      containerImage: img
      jobAtributes:
        nodeCuont: 1
        parameterSet: {appArgs: [{name: a, inputMode: FIXD}]}
        archiveSystemDir: ${JobUIID}
      """
    let loaded = ManifestLoader.load([Self.file(text)])
    #expect(loaded.diagnostics.map { $0.span?.line } == [4, 5, 6])
    #expect(loaded.diagnostics.map(\.code) == [.unknownField, .unknownField, .unknownValue])
    let further = loaded.flawed.flatMap {
      DefinitionValidator.validate($0, catalog: Catalog(), isolated: true)
    }
    #expect(further.map(\.code) == [.unknownMacro])
    #expect(further.map { $0.span?.line } == [7])
  }

  @Test func `a misspelt field with a value that does not fit is one mistake`() {
    let loaded = ManifestLoader.load([Self.file(Self.job + "memory: 4 GB")])
    #expect(loaded.diagnostics.map(\.code) == [.unknownField])
  }

  @Test func `tells a document by a misspelt field`() {
    let loaded = ManifestLoader.load([Self.file("name: p\nmoduleLaods: []")])
    #expect(loaded.diagnostics.map(\.code) == [.unknownField])
    #expect(loaded.diagnostics.first?.hint == "did you mean `moduleLoads`?")
  }

  @Test func `what follows from a known mistake is explained by it`() {
    func mistake(_ code: DiagnosticCode, _ message: String, line: Int, path: String) -> Diagnostic {
      Diagnostic(
        code, message,
        span: SourceSpan(file: "a", line: line, column: 1, endLine: line, endColumn: 2), path: path)
    }
    let known = KnownMistakes([
      mistake(.wrongType, "", line: 3, path: "spec.jobWorkingDir"),
      mistake(.wrongType, "", line: 9, path: "spec.batchLogicalQueues[0]"),
    ])
    #expect(known.explain(mistake(.missingField, "needs a `jobWorkingDir`", line: 1, path: "")))
    #expect(known.explain(mistake(.unknownMacro, "no macro", line: 3, path: "")))
    #expect(
      known.explain(mistake(.unknownReference, "not in `batchLogicalQueues`", line: 8, path: "")))
    #expect(!known.explain(mistake(.missingField, "needs `jobRuntimes`", line: 1, path: "")))
    let option = mistake(.unknownOption, "`--bind` is no option of docker run", line: 7, path: "")
    #expect(!known.explain(option))
    #expect(
      KnownMistakes([mistake(.unknownValue, "", line: 2, path: "spec.runtime")]).explain(option))
  }

  @Test func `offers fields that are ignored`() {
    let loaded = ManifestLoader.load([Self.file(Self.system + "jobWorkingDir: /x\nisPublc: true")])
    #expect(
      loaded.diagnostics.compactMap(\.hint).first?.hasPrefix("did you mean `isPublic`?") == true)
  }

  @Test(arguments: [
    ("archiveFilter: {includes: ['logs/{a,b']}", "{a,b"),
    ("archiveFilter: {includes: [\"a\\tb[\"]}", "\"a\\tb[\""),
  ])
  func `marks the wrong part of a pattern, or all of a text with escapes`(
    filter: String, marked: String
  ) {
    let complaints = ManifestBench.complaints(
      Self.job + "parameterSet:\n  \(filter)", isolated: true)
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasSuffix("'\(marked)'") == true, "\(complaints)")
  }

  private static func file(_ text: String) -> SourceFile {
    SourceFile(name: "a.yaml", directory: "/jobs", bytes: Array(text.utf8))
  }
}
