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
      case .system(let system): mistakes(in: system, catalog, isolated)
      case .app(let app): self.mistakes(in: app, catalog, isolated)
      case .schedulerProfile, .job, .sweep, .workflow: []
      }
    return mistakes.map { $0.diagnostic.located(in: document.source) }
  }

  private static func mistakes(
    in system: SystemSpec, _ catalog: Catalog, _ isolated: Bool
  ) -> [Mistake] {
    let parentPlace = system.parentId.nonBlank.map {
      Reference(layer: .system, field: "parentId", name: $0)
    }
    let nodePlace = system.dtnSystemId.nonBlank.map {
      Reference(layer: .system, field: "dtnSystemId", name: $0)
    }
    var mistakes = [parentPlace, nodePlace].compactMap(\.self)
      .compactMap { catalog.mistake(in: $0, isolated: isolated) }
    guard let parentPlace else { return mistakes + SystemValidator.mistakes(in: system) }
    // What a parent that was not given would say is not known.
    guard let parent = catalog.systems[parentPlace.name] else { return mistakes }
    if parent.spec.allowChildren != true {
      mistakes.append(
        Mistake(
          .system, .impossibleCombination,
          "System `\(parentPlace.name)` does not allow children",
          hint: "set `allowChildren: true` in \(parent.origin)", path: parentPlace.path))
    }
    return mistakes + SystemValidator.mistakes(in: system.inheriting(from: parent.spec))
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
      + AttributeValidator.mistakes(inApp: attributes, app.runtime ?? .docker)
      + references.compactMap { catalog.mistake(in: $0, isolated: isolated) }
  }
}
