import KilimManifest
import KilimModel
import KilimStore

/// Makes runs of jobs: a fresh uuid, a plan, an identity.
struct RunFactory: Sendable {
  let surroundings: Surroundings
  let inspector: any SourceInspector
  var catalog: Catalog

  struct Compiled {
    var job: CompiledJob?
    var diagnostics: [Diagnostic]
  }

  func compile(
    _ job: JobSpec, metadata: Metadata, source: DocumentSource?, directory: String,
    isolated: Bool = false
  ) -> Compiled {
    let (compiled, diagnostics) = JobCompiler.compile(
      job, metadata: metadata, source: source, directory: directory, catalog: catalog,
      context: CompileContext(
        uuid: newUUID(), created: surroundings.now(), facts: surroundings.facts,
        inspector: inspector, isolated: isolated))
    return Compiled(job: compiled, diagnostics: diagnostics)
  }

  func newRun(_ compiled: CompiledJob, owner: RunOwner) -> NewRun {
    PreparedRun(compiled).newRun(of: owner)
  }

  private func newUUID() -> RunUUID {
    while true {
      if let uuid = RunUUID(random: surroundings.randomBytes(16)) { return uuid }
    }
  }
}
