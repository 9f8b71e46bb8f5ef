import KilimModel
import Testing

@testable import KilimManifest

/// `samples/cluster`, which cannot run yet: its plan is what its README says.
struct ClusterSampleTests {
  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/samples/cluster"

  @Test func `compiles to what the README says`() throws {
    let bytes = try #require(FolderContent.bytes(of: Self.folder + "/cluster.yaml"))
    let loaded = ManifestLoader.load([
      SourceFile(name: "cluster.yaml", directory: Self.folder, bytes: bytes)
    ])
    #expect(loaded.diagnostics == [])
    var catalog = Catalog()
    for document in loaded.documents { catalog.add(document) }
    let complaints = loaded.documents.flatMap {
      DefinitionValidator.validate($0, catalog: catalog, isolated: false)
    }
    #expect(complaints == [])
    let document = try #require(loaded.documents.last)
    guard case .job(let job) = document.spec else { throw Missing() }
    let (compiled, diagnostics) = JobCompiler.compile(
      job, metadata: document.metadata, source: document.source, directory: Self.folder,
      catalog: catalog,
      context: CompileContext(
        uuid: try #require(RunUUID(Workbench.uuidText)), created: Timestamp(milliseconds: 0),
        facts: Workbench.facts([:]), inspector: FileTable(files: [:], contents: [:])))
    #expect(diagnostics == [])
    let plan = try #require(compiled).plan
    let batch = try #require(plan.batch)
    #expect(
      batch.options.map(\.text) == [
        "--account baltic", "--export NONE", "--job-name ocean-baltic-spring", "--mail-type END",
        "--mail-user ada@example.org", "--no-requeue", "--nodes 2", "--ntasks 128",
        "--open-mode append",
        "--output HOST_EVAL($SCRATCH)/kilim/\(Workbench.uuidText)/results/tapisjob.out",
        "--partition main", "--qos normal", "--time 720",
      ])
    #expect(batch.moduleCommands == ["module load apptainer/1.4"])
    #expect(plan.runtime == .apptainer)
    #expect(plan.container?.image == "docker://ghcr.io/example/ocean:4.2")
    #expect(plan.container?.options.map(\.text) == ["--bind $SCRATCH:/scratch"])
    #expect(plan.pendingFacts.map(\.text) == ["HOST_EVAL($SCRATCH)", "HOST_EVAL($WORK)"])
    #expect(plan.systems == [PlannedSystem(id: "kraken", host: "login.kraken.example.org")])
    #expect(RunPlan(json: plan.json) == plan)
  }

  private struct Missing: Error {}
}
