package import KilimModel

/// An App or a System that jobs may refer to: one given now, or one that the state keeps.
///
/// A class, never changed: each of a million jobs holds its App and its Systems while it is compiled,
/// and copying a spec costs more than a hundred reference counts.
package final class Definition<Spec: Sendable>: Sendable {
  package let spec: Spec
  /// The accepted revision; nil for one that is only now being given.
  package let revision: Int?
  /// In the user's words, as in `App digits-knn@1.0`.
  package let label: String
  /// The document it was read from; nil for one from the state.
  package let source: DocumentSource?
  package let file: String?
  package let line: Int?
  /// Digest of the fields that can change a result.
  package let contentIdentity: Digest
  /// Absolute; relative paths in the definition start here.
  package let directory: String

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

  /// The same definition, saying something else.
  func with(_ spec: Spec) -> Definition {
    Definition(
      spec: spec, revision: revision, label: label, source: source, file: file, line: line,
      contentIdentity: contentIdentity, directory: directory)
  }

  /// The label with its place, as in `App digits-knn@1.0, apps.yaml:12`.
  package var origin: String {
    guard let file else { return label }
    return line.map { "\(label), \(file):\($0)" } ?? "\(label), \(file)"
  }
}
