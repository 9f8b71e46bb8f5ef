import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

/// Inputs of a step that lie in the directories of another one.
struct StepInputTests {
  private func manifest(_ scene: Scene, rootDir: String, _ input: String) -> String {
    // What macros say of directories is below the System's rootDir.
    let root = rootDir == "/" ? "" : rootDir
    let script =
      #"cd "\#(root)$_tapisExecSystemOutputDir"; "#
      + #"ls "\#(root)$_tapisExecSystemInputDir" >seen.txt; eval "$1""#
    return Declared.app(script) + """
      ---
      apiVersion: kilim/v1
      kind: System
      metadata: {name: here}
      spec:
        systemType: LINUX
        host: localhost
        canExec: true
        rootDir: \(rootDir)
        jobWorkingDir: work
        jobRuntimes: [{runtimeType: NATIVE}]
      ---
      apiVersion: kilim/v1
      kind: Workflow
      metadata: {name: pipe}
      spec:
        steps:
          - name: first
            job:
              appId: work
              appVersion: "1.0"
              execSystemId: here
              archiveSystemDir: kept/${JobUUID}
              parameterSet: {appArgs: [{args: ["echo hello >a.txt"]}]}
          - name: second
            job:
              appId: work
              appVersion: "1.0"
              execSystemId: here
              fileInputs: [{name: data, envKey: DATA, \(input)}]
              parameterSet: {appArgs: [{args: ["cat $DATA >copy.txt; echo $DATA >path.txt"]}]}

      """
  }

  private func second(_ scene: Scene) throws -> RunReport {
    try #require(try scene.plane.object(ResourceName(.job, "pipe/second"))?.run)
  }

  private func read(_ run: RunReport, _ file: String) throws -> String {
    try TextFile.read(try #require(run.outputs.path(of: file)))
  }

  @Test(arguments: ["outputDir", "archiveDir"])
  func `a path of another step is copied on this machine`(value: String) throws {
    let scene = try Scene()
    let input = #"sourceUrl: "${steps.first.\#(value)}/a.txt", targetPath: in.txt"#
    let state = try scene.run(manifest(scene, rootDir: scene.sandbox.work, input))
    #expect(state.status == .finished, "\(state)")
    let run = try second(scene)
    guard case .path? = run.plan.inputs.first?.source else {
      Issue.record("not a copy: \(run.plan.inputs)")
      return
    }
    #expect(try read(run, "seen.txt").contains("in.txt"))
  }

  @Test(arguments: ["/", nil], ["outputDir", "archiveDir"])
  func `tapislocal uses it where it lies`(root: String?, value: String) throws {
    let scene = try Scene()
    let input = #"sourceUrl: "tapislocal://exec.tapis${steps.first.\#(value)}/a.txt""#
    let text = manifest(scene, rootDir: root ?? scene.sandbox.work, input).replacing(
      "jobWorkingDir: work",
      with: root == nil ? "jobWorkingDir: work" : "jobWorkingDir: \(scene.sandbox.path("jobs"))")
    let state = try scene.run(
      root == nil
        ? text : text.replacing("kept/${JobUUID}", with: "\(scene.sandbox.path("kept"))/${JobUUID}")
    )
    #expect(state.status == .finished, "\(state)")
    let run = try second(scene)
    let path = try read(run, "path.txt").filter { $0 != "\n" }
    #expect(run.plan.inputs.first?.source == .inPlace(path: path), "\(run.plan.inputs)")
    #expect(try read(run, "copy.txt") == "hello\n")
    // Nothing was copied.
    #expect(try !read(run, "seen.txt").contains("a.txt"))
  }

  @Test func `an equal file in place is no reason to run again`() throws {
    let scene = try Scene()
    let input = #"sourceUrl: "tapislocal://exec.tapis${steps.first.outputDir}/a.txt""#
    let text = manifest(scene, rootDir: scene.sandbox.work, input)
    _ = try scene.run(text)
    _ = try scene.run(text.replacing("echo hello", with: "printf 'hello\\\\n'"))
    #expect(try scene.plane.object(ResourceName(.job, "pipe/first"))?.runCount == 2)
    #expect(try scene.plane.object(ResourceName(.job, "pipe/second"))?.runCount == 1)
  }
}
