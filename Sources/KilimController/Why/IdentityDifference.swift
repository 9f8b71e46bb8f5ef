import KilimManifest
package import KilimModel

/// One thing that makes two runs different: a field, or the content of an App, a bundle or an input.
package struct IdentityDifference: Sendable, Hashable {
  /// Whose field it is, or who uses the content.
  package var object: ResourceName
  /// As in diagnostics: `spec.parameterSet.appArgs[0].arg`; `bundle`, `input data.csv`, `content`.
  package var path: String
  /// For people: items of lists by their names.
  package var label: String
  /// Without secrets; of content the SHA-256.
  package var old: JSONValue?
  package var new: JSONValue?
  package var oldPlace: DeclaredPlace?
  package var newPlace: DeclaredPlace?

  init(_ difference: FieldDifference, of object: ResourceName) {
    self.object = object
    path = difference.path
    label = difference.label
    let mask = SecretMask(difference.steps)
    (old, new) =
      switch difference.change {
      case .added(let value): (nil, mask.visible(value))
      case .removed(let value): (mask.visible(value), nil)
      case .changed(let from, let to): (mask.visible(from), mask.visible(to))
      case .reordered(let order, let names):
        (
          .array(zip(order, names).sorted { $0.0 < $1.0 }.map { .string($0.1) }),
          .array(names.map { .string($0) })
        )
      }
  }

  init(_ path: String, of object: ResourceName, _ old: JSONValue?, _ new: JSONValue?) {
    self.object = object
    self.path = path
    label = path
    self.old = old
    self.new = new
  }

  /// Content that is known by its digest alone.
  init(content: String, of object: ResourceName, _ old: Digest?, _ new: Digest?) {
    self.object = object
    path = content
    label = content
    self.old = old.map { .string($0.hex) }
    self.new = new.map { .string($0.hex) }
  }
}

/// Where a value was declared, as far as that is still known.
package struct DeclaredPlace: Sendable, Hashable {
  package var file: String
  /// Of the value itself, or of its declaration where the file has changed since.
  package var line: Int
  package var isOfValue: Bool
  /// When that declaration was accepted.
  package var accepted: Timestamp
}
