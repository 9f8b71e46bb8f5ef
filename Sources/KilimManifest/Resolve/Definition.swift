package import KilimModel

/// An App or a System that jobs may refer to: one given now, or one that the state keeps.
package struct Definition<Spec: Sendable>: Sendable {
  package var spec: Spec
  /// The accepted revision; nil for one that is only now being given.
  package var revision: Int?
  /// In the user's words, as in `App digits-knn@1.0`.
  package var label: String
  /// The document it was read from; nil for one from the state.
  package var source: DocumentSource?
  package var file: String?
  package var line: Int?
  /// Digest of the fields that can change a result.
  package var contentIdentity: Digest
  /// Absolute; relative paths in the definition start here.
  package var directory: String

  package init(
    spec: Spec, revision: Int? = nil, label: String, source: DocumentSource? = nil,
    file: String? = nil, line: Int? = nil, contentIdentity: Digest, directory: String
  ) {
    self.spec = spec
    self.revision = revision
    self.label = label
    self.source = source
    self.file = file
    self.line = line
    self.contentIdentity = contentIdentity
    self.directory = directory
  }

  /// The label with its place, as in `App digits-knn@1.0, apps.yaml:12`.
  package var origin: String {
    guard let file else { return label }
    return line.map { "\(label), \(file):\($0)" } ?? "\(label), \(file)"
  }
}
