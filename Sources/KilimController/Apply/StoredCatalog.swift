import KilimManifest
import KilimModel
import KilimStore

/// The definitions that the state knows.
enum StoredCatalog {
  static func load(
    from store: Store, facts: HostFacts, stateDirectory: StateDirectory
  ) throws(StoreError) -> Catalog {
    let definitions = try store.read { reader throws(StoreError) in try reader.definitions() }
    return catalog(of: definitions, facts: facts, stateDirectory: stateDirectory)
  }

  static func catalog(
    of definitions: [ObjectRecord], facts: HostFacts, stateDirectory: StateDirectory?
  ) -> Catalog {
    var catalog = Catalog()
    catalog.systems[Catalog.localName] = Catalog.localSystem(
      facts: facts, defaultWorkingDirectory: workingDirectory(stateDirectory, facts))
    for definition in definitions { add(definition, to: &catalog) }
    return catalog
  }

  /// Where the built-in System `local` keeps the directories of runs.
  private static func workingDirectory(_ state: StateDirectory?, _ facts: HostFacts) -> String {
    state?.path ?? "\(facts.homeDirectory)/.local/state/kilim"
  }

  private static func add(_ record: ObjectRecord, to catalog: inout Catalog) {
    let source = record.content.source
    switch record.name.kind {
    case .system:
      guard let spec = SpecCoding.systemSpec(fromJSON: record.content.spec) else { return }
      catalog.systems[record.name.name] = Definition(
        spec: spec, revision: record.generation, label: "System \(record.name.name)",
        file: source?.file, line: source?.line,
        contentIdentity: .of("System \(record.name.name)"), directory: source?.directory ?? "/")
    case .app:
      guard let spec = SpecCoding.appSpec(fromJSON: record.content.spec) else { return }
      catalog.apps[record.name.name] = Definition(
        spec: spec, revision: record.generation, label: "App \(record.name.name)",
        file: source?.file, line: source?.line, contentIdentity: SpecCoding.identity(of: spec),
        directory: source?.directory ?? "/")
    case .schedulerProfile:
      guard let spec = SpecCoding.schedulerProfileSpec(fromJSON: record.content.spec) else {
        return
      }
      let label = "SchedulerProfile \(record.name.name)"
      catalog.schedulerProfiles[record.name.name] = Definition(
        spec: spec, revision: record.generation, label: label, file: source?.file,
        line: source?.line, contentIdentity: .of(label), directory: source?.directory ?? "/")
    case .job, .sweep, .workflow: break
    }
  }
}
