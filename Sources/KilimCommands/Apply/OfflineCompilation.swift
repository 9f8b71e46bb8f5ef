import KilimController
import KilimManifest
import KilimModel
import KilimTransport

/// Compiles jobs with the definitions that stand beside them, and with nothing else.
struct OfflineCompilation {
  private let documents: [ManifestDocument]
  private let rejected: Set<ResourceName>
  private var catalog = Catalog()
  private let context: CompileContext

  init(_ loaded: LoadedManifests, _ session: Session) {
    documents = loaded.documents
    rejected = loaded.rejected
    catalog.rejected = loaded.rejected
    let facts = session.surroundings.facts
    catalog.systems[Catalog.localName] = Catalog.localSystem(
      facts: facts, defaultWorkingDirectory: session.statePath)
    for document in loaded.documents { catalog.add(document) }
    // A placeholder: the real run gets its own.
    let uuid = RunUUID(random: session.surroundings.randomBytes(16)) ?? .zero
    context = CompileContext(
      uuid: uuid, created: session.now, facts: facts, inspector: HostSourceInspector())
  }

  /// All jobs, or the one of that name.
  func jobs(named text: String?) throws(CommandFailure) -> [ManifestDocument] {
    let jobs = documents.filter { $0.name.kind == .job }
    guard let text else { return jobs }
    guard case .object(let name) = try NameReference(text), name.kind == .job else {
      throw CommandFailure(.usage, "`\(text)` is no job", hint: "write job/x or x")
    }
    let found = jobs.filter { $0.name == name }
    // One with mistakes of its own is there; its diagnostics say the rest.
    guard found.isEmpty, !rejected.contains(name) else { return found }
    throw UnknownName.failure(name, known: jobs.map(\.name))
  }

  func compile(_ document: ManifestDocument) -> (plan: RunPlan?, diagnostics: [Diagnostic]) {
    guard case .job(let job) = document.spec else { return (nil, []) }
    let result = JobCompiler.compile(
      job, metadata: document.metadata, source: document.source,
      directory: document.source.directory, catalog: catalog, context: context)
    return (result.compiled?.plan, result.diagnostics)
  }
}

extension RunUUID {
  fileprivate static var zero: RunUUID? { RunUUID(bytes: [UInt8](repeating: 0, count: 16)) }
}
