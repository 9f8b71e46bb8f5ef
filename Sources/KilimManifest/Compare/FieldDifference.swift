package import KilimModel

/// A field that says one thing in an old text and another in a new one.
///
/// All differences together, applied to the old text, give the new one.
package struct FieldDifference: Sendable, Hashable {
  package enum Change: Sendable, Hashable {
    case added(JSONValue)
    case removed(JSONValue)
    case changed(from: JSONValue, to: JSONValue)
    /// The items of a list that both texts have, in the new order: their old indexes and names.
    case reordered([Int], names: [String])
  }

  package enum Step: Sendable, Hashable {
    case field(String)
    /// An item by its places in the old and the new list, and by its name where names are unique.
    case item(old: Int?, new: Int?, key: String?)
  }

  package var steps: [Step]
  package var change: Change
  /// Whether it can change the result of a run (product, section 5).
  package var isIdentity: Bool
}

extension FieldDifference {
  /// As in diagnostics, by the place in the new text: `spec.parameterSet.appArgs[0].arg`. What was
  /// removed has its place in the old text.
  package var path: String {
    Self.text(steps) { old, new, _ in "\(new ?? old ?? 0)" }
  }

  /// For people: items by their names, as in `spec.parameterSet.appArgs[k].arg`.
  package var label: String {
    Self.text(steps) { old, new, key in key ?? "\(new ?? old ?? 0)" }
  }

  /// The way to the last mapping or list that both texts have; the field's own for a change.
  package var placeInNew: String {
    guard case .removed = change else { return path }
    return Self.text(Array(steps.dropLast())) { old, new, _ in "\(new ?? old ?? 0)" }
  }

  private static func text(
    _ steps: [Step], _ item: (_ old: Int?, _ new: Int?, _ key: String?) -> String
  ) -> String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .field(let name): text += text.isEmpty ? name : "." + name
      case .item(let old, let new, let key): text += "[\(item(old, new, key))]"
      }
    }
  }
}
