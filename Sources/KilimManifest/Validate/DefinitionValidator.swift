package import KilimModel

/// Checks Apps and Systems by themselves, before any job uses them.
package enum DefinitionValidator {
  /// - Parameter isolated: a reference to an object that was not given is no error.
  /// - Returns: all that is wrong; for a Job nothing, since `JobCompiler` checks those.
  package static func validate(
    _ document: ManifestDocument, catalog: Catalog, isolated: Bool
  ) -> [Diagnostic] {
    let mistakes: [Mistake] =
      switch document.spec {
      case .system(let system): SystemValidator.mistakes(in: system)
      case .app(let app): self.mistakes(in: app, catalog, isolated)
      case .schedulerProfile, .job: []
      }
    return mistakes.map { $0.diagnostic.located(in: document.source) }
  }

  private static func mistakes(
    in app: AppSpec, _ catalog: Catalog, _ isolated: Bool
  ) -> [Mistake] {
    let attributes = app.jobAttributes
    let references = [
      Reference("execSystemId", job: nil, app: attributes.execSystemId),
      Reference("archiveSystemId", job: nil, app: attributes.archiveSystemId),
    ].compactMap(\.self)
    return AttributeValidator.mistakes(inProgramOf: app)
      + AttributeValidator.mistakes(inApp: attributes)
      + references.compactMap { catalog.mistake(in: $0, isolated: isolated) }
  }
}
