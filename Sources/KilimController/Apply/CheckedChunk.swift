import KilimManifest
import KilimModel

/// What is kept of a chunk of manifests that was checked.
struct CheckedChunk: Sendable {
  var documentCount = 0
  /// Hashes of the names of the sound documents.
  var names: [Int] = []
  var definitions: [ResourceName] = []
  /// Definitions with errors of their own.
  var rejected: Set<ResourceName> = []
  var isComplete = true
  /// Of all kinds.
  var flawed: Set<ResourceName> = []
  var dependants: [DependencyCheck.Dependant] = []
  /// Jobs whose `updatePolicy` may refuse a change.
  var guarded: [ApplyEntry] = []
  /// Problems: of the reading, of the checking, of documents that have others already.
  var read: [Diagnostic] = []
  var checked: [Diagnostic] = []
  var further: [Diagnostic] = []

  init(_ loaded: LoadedManifests, by check: DocumentCheck, keepsGuarded: Bool) {
    documentCount = loaded.documents.count
    rejected = loaded.rejected.filter { $0.kind != .job }
    flawed = loaded.rejected
    isComplete = loaded.isComplete
    read = loaded.diagnostics
    names.reserveCapacity(documentCount)
    for document in loaded.documents {
      names.append(document.name.hashValue)
      if let dependant = DependencyCheck.Dependant(document) { dependants.append(dependant) }
      if document.name.kind != .job { definitions.append(document.name) }
      let result = check.check(document)
      checked += result.diagnostics
      guard keepsGuarded, case .job(let spec) = document.spec, spec.mayRefuse,
        let job = result.job
      else { continue }
      guarded.append(ApplyEntry(document, .job(ApplyEntry.JobFacts(spec, job, sharing: nil))))
    }
    // A mistake in an App comes back from each of its jobs.
    if checked.count > 1 { checked = checked.withoutRepeats }
    var later = check
    later.unsupported = .ignore
    further = loaded.flawed.flatMap { later.check($0).diagnostics }
  }

  private init() {}

  init(refusing reason: Diagnostic) {
    read = [reason]
    isComplete = false
  }

  init(joining chunks: [CheckedChunk], isOneFile: Bool = true) {
    // The names of a million documents are shared rather than copied.
    if let only = chunks.first { self = only } else { self.init() }
    if chunks.count > 1 { names.reserveCapacity(chunks.reduce(0) { $0 + $1.names.count }) }
    for chunk in chunks.dropFirst() {
      documentCount += chunk.documentCount
      names += chunk.names
      definitions += chunk.definitions
      rejected.formUnion(chunk.rejected)
      flawed.formUnion(chunk.flawed)
      dependants += chunk.dependants
      isComplete = isComplete && chunk.isComplete
      guarded += chunk.guarded
      read += chunk.read
      checked += chunk.checked
      further += chunk.further
    }
    if isOneFile { read = read.inSourceOrder }
    checked = checked.withoutRepeats
  }
}

extension JobSpec {
  fileprivate var mayRefuse: Bool {
    updatePolicy?.whileRunning == .reject || updatePolicy?.afterFinish == .reject
  }
}
