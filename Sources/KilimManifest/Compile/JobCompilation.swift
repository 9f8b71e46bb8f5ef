package import KilimModel

/// One job on its way from manifest to plan: what was given, and what was found wrong so far.
/// Each stage is an extension in a file of its own.
struct JobCompilation {
  let job: JobSpec
  let metadata: Metadata
  let source: DocumentSource?
  let directory: String
  let catalog: Catalog
  let context: CompileContext
  private(set) var diagnostics: [Diagnostic] = []
  /// Something that was not given would be needed to go on, and that is no mistake here.
  var isIncomplete = false

  init(
    job: JobSpec, metadata: Metadata, source: DocumentSource?, directory: String,
    catalog: Catalog, context: CompileContext
  ) {
    self.job = job
    self.metadata = metadata
    self.source = source
    self.directory = directory
    self.catalog = catalog
    self.context = context
  }

  /// Keeps a mistake, with the place it stands at.
  mutating func report(_ mistake: Mistake, _ references: References? = nil) {
    switch mistake.layer {
    case .job: diagnostics.append(mistake.diagnostic.located(in: source))
    case .app:
      let app = references?.app ?? catalog.apps["\(job.appId)@\(job.appVersion)"]
      diagnostics.append(locate(mistake.diagnostic, in: app, usedAt: "spec.appId"))
    case .system:
      let place = references?.execPlace.flatMap { $0.layer == .job ? $0.path : nil }
      diagnostics.append(
        locate(mistake.diagnostic, in: references?.exec, usedAt: place ?? "spec.appId"))
    }
  }

  /// Forgets what only the rules of a System could forbid.
  mutating func dropSystemRules() {
    diagnostics.removeAll {
      $0.code == .commandPrefixNotEnabled || $0.code == .runtimeNotOffered
    }
  }

  mutating func report(_ mistakes: [Mistake], _ references: References? = nil) {
    for mistake in mistakes { report(mistake, references) }
  }

  /// In the definition's own document where that was given now; else where the job uses it.
  private func locate<Spec>(
    _ diagnostic: Diagnostic, in definition: Definition<Spec>?, usedAt path: String
  ) -> Diagnostic {
    if let source = definition?.source { return diagnostic.located(in: source) }
    var located = diagnostic
    located.origin =
      diagnostic.origin ?? definition.map { "\(diagnostic.path) of \($0.origin)" }
    located.path = path
    return located.located(in: source)
  }
}

extension Diagnostic {
  /// With the span that its path has in a document.
  package func located(in source: DocumentSource?) -> Diagnostic {
    var located = self
    located.span = part.flatMap { source?.span(of: $0, inPath: path) } ?? source?.span(ofPath: path)
    return located
  }
}
