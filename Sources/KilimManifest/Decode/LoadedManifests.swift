package import KilimModel

/// What was read: the documents that are sound, and every problem of the others.
package struct LoadedManifests: Sendable {
  package var documents: [ManifestDocument] = []
  package var diagnostics: [Diagnostic] = []
  /// Documents with errors in single fields, which are left out: to be checked further, never to be
  /// applied.
  package var flawed: [ManifestDocument] = []
  /// Objects that are declared but have errors of their own: a reference to one of them is not a
  /// further mistake.
  package var rejected: Set<ResourceName> = []
  /// False when a part of the text could not be read, so that any object may stand there.
  package var isComplete = true
  package init() {}
}
