import KilimManifest
import KilimModel
import KilimStore

/// Makes runs of jobs: a fresh uuid, a plan, an identity.
struct RunFactory: Sendable {
  let surroundings: Surroundings
  var inspector: any SourceInspector
  var catalog: Catalog

  struct Compiled {
    var job: CompiledJob?
    var diagnostics: [Diagnostic]
  }

  /// - Parameter unsupported: what becomes of a job that this version cannot run.
  func compile(
    _ job: JobSpec, metadata: Metadata, source: DocumentSource?, directory: String,
    isolated: Bool = false, unsupported: ExecutionSupport.Policy = .refuse
  ) -> Compiled {
    var (compiled, diagnostics) = JobCompiler.compile(
      job, metadata: metadata, source: source, directory: directory, catalog: catalog,
      context: CompileContext(
        uuid: surroundings.freshUUID(), created: surroundings.now(), facts: surroundings.facts,
        inspector: inspector, isolated: isolated))
    if let plan = compiled?.plan,
      let gap = ExecutionSupport.diagnostic(plan, job, source, unsupported)
    {
      diagnostics.append(gap)
      if gap.severity == .error { compiled = nil }
    }
    return Compiled(job: compiled, diagnostics: diagnostics)
  }

  func newRun(_ compiled: CompiledJob, owner: RunOwner) -> NewRun {
    PreparedRun(compiled).newRun(of: owner)
  }
}
