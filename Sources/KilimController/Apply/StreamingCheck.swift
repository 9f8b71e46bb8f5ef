import KilimManifest
import KilimModel
import KilimTransport

/// Checks manifests chunk by chunk: what is held of a document that is sound is a number.
///
/// Jobs may refer to definitions that come later, so the definitions are gathered first.
struct StreamingCheck: Sendable {
  let surroundings: Surroundings
  let stored: Catalog
  /// A reference to an object that was not given is no error.
  let isolated: Bool
  /// Whether jobs are kept that may refuse to be changed.
  let keepsGuarded: Bool
  var storedDependencies = StoredDependencies(nil)

  struct Checked {
    var documentCount = 0
    var diagnostics: [Diagnostic] = []
    var guarded: [ApplyEntry] = []
  }

  /// Says what a planner says of the same documents.
  func run(_ sources: [any ManifestSource]) -> Checked {
    var ground = Ground(gather(sources, isThorough: false))
    var chunks = check(sources, against: ground)
    if !ground.agrees(with: chunks, isolated: isolated) {
      ground = Ground(gather(sources, isThorough: true))
      chunks = check(sources, against: ground)
    }
    return join(chunks, sources, ground)
  }

  private func gather(_ sources: [any ManifestSource], isThorough: Bool) -> LoadedManifests {
    let results = ParallelChunks.map(sources, threads: surroundings.facts.coreCount) { piece in
      let loaded = DefinitionScan.read(piece.content, isThorough: isThorough)
      return (loaded.outcome, loaded.content)
    }
    return ManifestLoader.join(results, of: sources)
  }

  private func check(_ sources: [any ManifestSource], against ground: Ground) -> [CheckedChunk] {
    var catalog = stored
    for document in ground.definitions { catalog.add(document) }
    catalog.rejected = ground.rejected
    let check = DocumentCheck(
      factory: RunFactory(
        surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
        catalog: catalog), isolated: isolated || !ground.isComplete,
      unsupported: isolated ? .ignore : .warn)
    let keepsGuarded = keepsGuarded
    let results = ParallelChunks.map(sources, threads: surroundings.facts.coreCount) { piece in
      let loaded = ManifestLoader.read(piece.content)
      return (
        loaded.outcome, CheckedChunk(loaded.content, by: check, keepsGuarded: keepsGuarded)
      )
    }
    return results.files(again: { chunk, errors in
      CheckedChunk(
        ManifestLoader.read(chunk, mostErrors: errors).content, by: check,
        keepsGuarded: keepsGuarded)
    }).map { file in
      switch file {
      case .refused(let reason): CheckedChunk(refusing: reason)
      case .read(let chunks): CheckedChunk(joining: chunks)
      }
    }
  }

  private func join(
    _ files: [CheckedChunk], _ sources: [any ManifestSource], _ ground: Ground
  ) -> Checked {
    let all = CheckedChunk(joining: files, isOneFile: false)
    var checked = Checked(documentCount: all.documentCount, guarded: all.guarded)
    var read = all.read
    if checked.documentCount == 0, read.isEmpty, let problem = ManifestLoader.nothing(in: sources) {
      read.append(problem)
    }
    checked.diagnostics = read + duplicates(all.names, sources)
    checked.diagnostics += LockedApps.check(ground.definitions, stored: stored) + all.checked
    checked.diagnostics += FurtherMistakes.among(all.further, beside: read)
    checked.diagnostics += dependencyMistakes(
      all, sources, isolated: isolated || !ground.isComplete)
    checked.diagnostics = checked.diagnostics.withoutRepeats
    return checked
  }

  private func dependencyMistakes(
    _ all: CheckedChunk, _ sources: [any ManifestSource], isolated: Bool
  ) -> [Diagnostic] {
    guard !all.dependants.isEmpty else { return [] }
    let hashes = Set(all.names)
    return DependencyCheck(
      isGiven: { hashes.contains($0.hashValue) || all.flawed.contains($0) },
      stored: storedDependencies.dependsOn,
      names: {
        (givenNames(sources) + all.flawed.map(\.description)).sorted() + storedDependencies.names()
      }
    ).check(all.dependants, isolated: isolated)
  }

  /// Read again: only a mistake asks for them.
  private func givenNames(_ sources: [any ManifestSource]) -> [String] {
    let names = ParallelChunks.map(sources, threads: surroundings.facts.coreCount) { piece in
      let loaded = ManifestLoader.read(piece.content)
      return (loaded.outcome, loaded.content.documents.map(\.name.description))
    }
    return names.files(again: { chunk, errors in
      ManifestLoader.read(chunk, mostErrors: errors).content.documents.map(\.name.description)
    }).flatMap { file -> [String] in
      guard case .read(let chunks) = file else { return [] }
      return chunks.flatMap(\.self)
    }
  }

  /// Names are compared by their hashes; those that look equal are looked at again.
  private func duplicates(_ names: [Int], _ sources: [any ManifestSource]) -> [Diagnostic] {
    var sorted = names
    sorted.sort()
    let repeated = Set(zip(sorted, sorted.dropFirst()).filter { $0 == $1 }.map(\.0))
    guard !repeated.isEmpty else { return [] }
    let results = ParallelChunks.map(sources, threads: surroundings.facts.coreCount) { piece in
      let loaded = ManifestLoader.read(piece.content)
      return (loaded.outcome, Self.declarations(loaded.content, repeated))
    }
    let files = results.files(again: { chunk, errors in
      Self.declarations(ManifestLoader.read(chunk, mostErrors: errors).content, repeated)
    })
    return DuplicateObjects.check(
      files.flatMap { file -> [DuplicateObjects.Declaration] in
        guard case .read(let chunks) = file else { return [] }
        return chunks.flatMap(\.self)
      })
  }

  private static func declarations(
    _ loaded: LoadedManifests, _ names: Set<Int>
  ) -> [DuplicateObjects.Declaration] {
    loaded.documents.filter { names.contains($0.name.hashValue) }.map { .init($0) }
  }
}

/// The definitions that jobs are checked against.
private struct Ground {
  var definitions: [ManifestDocument]
  var rejected: Set<ResourceName>
  var isComplete: Bool

  init(_ gathered: LoadedManifests) {
    definitions = gathered.documents
    rejected = gathered.rejected
    isComplete = gathered.isComplete
  }

  /// Whether a whole reading has found the same definitions.
  func agrees(with files: [CheckedChunk], isolated: Bool) -> Bool {
    files.flatMap(\.definitions) == definitions.map(\.name)
      && files.reduce(into: Set()) { $0.formUnion($1.rejected) } == rejected
      && (isolated || files.allSatisfy(\.isComplete) == isComplete)
  }
}
