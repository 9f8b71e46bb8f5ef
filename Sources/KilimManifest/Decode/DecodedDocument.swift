import KilimModel

/// What came of one document.
struct DecodedDocument {
  /// Nil when the document has errors.
  var document: ManifestDocument?
  /// What it declares, as far as that can be told.
  var name: ResourceName?
  var diagnostics: [Diagnostic]
}
