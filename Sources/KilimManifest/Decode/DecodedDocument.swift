import KilimModel

/// What came of one document.
struct DecodedDocument {
  /// Nil when the document has errors.
  var document: ManifestDocument?
  /// With the fields that are wrong left out; nil when it has no errors, or ones that leave too
  /// little to check any further.
  var flawed: ManifestDocument?
  /// What it declares, as far as that can be told.
  var name: ResourceName?
  var diagnostics: [Diagnostic]
}
