import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct ArchivingTests {
  private let writes = Declared.app(
    #"cd "$_tapisExecSystemOutputDir"; mkdir scratch; echo r >result; echo s >scratch/file; exit $1"#
  )

  private func job(_ scene: Scene, code: Int = 0, more: [String] = []) -> String {
    let archive = "archiveSystemDir: \(Declared.quoted(scene.sandbox.path("archive")))"
    return Declared.job("one", ["\(code)"], more: [archive] + more)
  }

  @Test func `archives to another directory through the filter`() throws {
    let scene = try Scene()
    let filter = [
      "archiveSystemDir: \(Declared.quoted(scene.sandbox.path("archive")))",
      "parameterSet: {appArgs: [{args: [\"0\"]}], "
        + "archiveFilter: {excludes: [scratch], includeLaunchFiles: false}}",
    ]
    let state = try scene.run(writes + Declared.job("one", more: filter))
    #expect(state.status == .finished, "\(state)")
    #expect(TextFile.names(in: scene.sandbox.path("archive")).contains("result"))
    #expect(!scene.sandbox.exists("archive/scratch"))
    #expect(!scene.sandbox.exists("archive/tapisjob.sh"))
    let report = try scene.report("one")
    #expect(report.isArchived && report.outputsDirectory == scene.sandbox.path("archive"))
  }

  @Test func `fails a run whose copy failed, and copies it once more on request`() throws {
    let scene = try Scene()
    try scene.sandbox.write("a file in the way", to: "archive")
    let manifest = writes + job(scene)
    let failed = try scene.run(manifest)
    #expect(failed.status == .failed && failed.condition == .archivingFailed, "\(failed)")
    #expect(failed.exit?.end == .exited(code: 0))
    #expect(try !scene.report("one").isArchived)
    let remove = try scene.sandbox.start(program: "/bin/rm", [scene.sandbox.path("archive")])
    #expect(try remove.wait().exitCode == 0)
    let name = scene.name("one")
    #expect(try scene.plane.retryArchive([name]).map(\.action) == [.updated])
    let state = try #require(try scene.drive([name])[name])
    #expect(state.status == .finished, "\(state)")
    #expect(scene.sandbox.exists("archive/result"))
    #expect(try scene.statuses("one").count { $0 == .running } == 1, "only the copy is repeated")
    #expect(try scene.plane.retryArchive([name]).map(\.action) == [.unchanged])
  }

  @Test(arguments: [
    ("NEVER", 0, false), ("SKIP_ON_FAIL", 0, true), ("SKIP_ON_FAIL", 1, false), ("ALWAYS", 1, true),
  ])
  func `archives as the mode says`(mode: String, code: Int, isArchived: Bool) throws {
    let scene = try Scene()
    let state = try scene.run(writes + job(scene, code: code, more: ["archiveMode: \(mode)"]))
    #expect(state.status == (code == 0 ? .finished : .failed), "\(state)")
    #expect(scene.sandbox.exists("archive/result") == isArchived)
    #expect(try scene.report("one").isArchived == isArchived)
  }
}
