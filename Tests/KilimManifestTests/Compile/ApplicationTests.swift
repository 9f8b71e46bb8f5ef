import KilimManifest
import KilimModel
import Testing

/// A whole manifest, as a newcomer writes it, to the plan that runs.
struct ApplicationTests {
  static let text = """
    apiVersion: kilim/v1
    kind: App
    metadata: {name: digits-knn}
    spec:
      version: "1.0"
      runtime: ZIP
      containerImage: app
      strictFileInputs: true
      jobAttributes:
        archiveSystemDir: HOST_EVAL($HOME)/results/${JobName}
        parameterSet:
          appArgs:
            - {name: k, arg: --k 3, inputMode: REQUIRED}
            - {name: metric, arg: --metric euclidean, inputMode: INCLUDE_BY_DEFAULT}
            - {name: out, arg: "--out $_tapisExecSystemOutputDirAbsolute", inputMode: FIXED}
          envVariables:
            - {key: OMP_NUM_THREADS, value: "1"}
          archiveFilter: {excludes: ["*.tmp"]}
          logConfig: {stdoutFilename: knn.out, stderrFilename: knn.err}
        fileInputs:
          - {name: digits, sourceUrl: data/digits.csv, targetPath: "*", envKey: DIGITS, inputMode: REQUIRED}
    ---
    apiVersion: kilim/v1
    kind: Job
    metadata: {name: digits-k5}
    spec:
      appId: digits-knn
      appVersion: "1.0"
      parameterSet:
        appArgs:
          - {name: k, arg: --k 5}
          - {args: [--title, "k = 5; $HOME"]}
      notifications:
        - {url: ada@example.org, event: FINISHED}

    """

  @Test func `compiles a whole application`() throws {
    let loaded = ManifestLoader.load([
      SourceFile(name: "digits.yaml", directory: "/src", bytes: Array(Self.text.utf8))
    ])
    #expect(loaded.diagnostics.isEmpty)
    let facts = Workbench.facts(["HOME": "/home/ada"])
    var catalog = Catalog(systems: [
      "local": Catalog.localSystem(facts: facts, defaultWorkingDirectory: "/work")
    ])
    for document in loaded.documents { catalog.add(document) }
    #expect(
      loaded.documents.flatMap {
        DefinitionValidator.validate($0, catalog: catalog, isolated: false)
      }.isEmpty)
    let files: [String: FileKind] = [
      "/src/app": .directory, "/src/app/tapisjob_app.sh": .file, "/src/data/digits.csv": .file,
    ]
    let document = try #require(loaded.documents.last)
    guard case .job(let job) = document.spec else { return #expect(Bool(false), "no job") }
    let context = CompileContext(
      uuid: try #require(RunUUID(Workbench.uuidText)), created: Timestamp(milliseconds: 0),
      facts: facts, inspector: FileTable(files: files, contents: [:]))
    let result = JobCompiler.compile(
      job, metadata: document.metadata, source: document.source, directory: "/src",
      catalog: catalog, context: context)
    #expect(result.diagnostics.isEmpty)
    var plan = try #require(result.compiled).plan
    plan.environment.removeAll { $0.key.hasPrefix("_tapis") }
    let image = Digest.of("/src/app").hex
    #expect(
      plan.json.text == """
        {"jobName":"digits-k5","uuid":"\(Workbench.uuidText)","owner":"job/digits-k5",\
        "appId":"digits-knn","appVersion":"1.0","runtime":"ZIP","execSystemId":"local",\
        "archiveSystemId":"local","description":"digits-knn@1.0, run by ada","created":0,\
        "directories":{"rootDir":"/","working":"/work","input":"/work/jobs/\(Workbench.uuidText)",\
        "exec":"/work/jobs/\(Workbench.uuidText)","output":"/work/jobs/\(Workbench.uuidText)/output"},\
        "command":["--k","5","--metric","euclidean","--out",\
        [{"variable":"_tapisExecSystemOutputDirAbsolute"}],"--title","k = 5; $HOME"],\
        "environment":{"DIGITS":"digits.csv","HOME":"/home/ada","LANG":"C.UTF-8","LOGNAME":"ada",\
        "OMP_NUM_THREADS":"1","PATH":"/usr/local/bin:/usr/bin:/bin",\
        "PWD":"/work/jobs/\(Workbench.uuidText)","USER":"ada"},\
        "image":{"directory":"/src/app","digest":"\(image)"},\
        "inputs":[{"name":"digits","path":"/src/data/digits.csv","target":"digits.csv"}],\
        "archive":{"directory":"/home/ada/results/digits-k5","excludes":["*.tmp"]},\
        "stdoutFilename":"knn.out","stderrFilename":"knn.err",\
        "subscriptions":[{"name":"notification-1","category":"JOB_NEW_STATUS","status":"FINISHED",\
        "method":"EMAIL","address":"ada@example.org"}]}
        """)
  }
}
