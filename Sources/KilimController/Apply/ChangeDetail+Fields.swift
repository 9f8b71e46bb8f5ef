import KilimManifest
import KilimModel
import KilimStore

extension FieldChange {
  init(_ difference: FieldDifference, in source: DocumentSource) {
    let span = source.span(ofPath: difference.placeInNew)
    let mask = SecretMask(difference.steps)
    (kind, old, new) =
      switch difference.change {
      case .added(let value): (.added, nil, mask.visible(value))
      case .removed(let value): (.removed, mask.visible(value), nil)
      case .changed(let from, let to): (.changed, mask.visible(from), mask.visible(to))
      case .reordered(let order, let names):
        (
          .reordered,
          .array(zip(order, names).sorted { $0.0 < $1.0 }.map { .string($0.1) }),
          .array(names.map { .string($0) })
        )
      }
    path = difference.path
    label = difference.label
    isIdentity = difference.isIdentity
    file = span.file
    line = span.line
  }
}

extension ApplyEntry {
  /// What is different from the object that is known; everything when none is.
  func differences(from record: ObjectRecord?) -> [FieldDifference] {
    let old = record.flatMap { record in
      (try? JSONValue(reading: record.content.spec)).map {
        (metadata: StoredMetadata.read(record), spec: $0)
      }
    }
    return FieldDifference.between(
      old: old, new: (document.metadata, SpecCoding.json(of: document.spec)),
      kind: document.name.kind)
  }
}
