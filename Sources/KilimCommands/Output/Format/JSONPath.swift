import KilimModel

/// A template of kubectl's `jsonpath=`, the part of it that scripts use: `{.status.exitCode}`,
/// `{.items[*].metadata.name}`, `[0]`, `[-1]`, `['a.b']`, `{"\n"}`,
/// `{range .items[*]}{.metadata.name}{"\n"}{end}`, and text around them.
struct JSONPath: Hashable {
  enum Step: Hashable {
    case member(String)
    case index(Int)
    case all
  }

  indirect enum Part: Hashable {
    case text(String)
    case path([Step])
    case range([Step], [Part])
  }

  var parts: [Part]

  /// What the template makes of a value. Several results of one path are parted by blanks, as in
  /// kubectl; what is not there gives nothing.
  func text(of value: JSONValue) -> String { Self.text(parts, value) }

  private static func text(_ parts: [Part], _ value: JSONValue) -> String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let literal): text += literal
      case .path(let steps):
        text += find(steps[...], in: value).map(plainText).joined(separator: " ")
      case .range(let steps, let body):
        for item in find(steps[...], in: value) { text += Self.text(body, item) }
      }
    }
  }

  private static func find(_ steps: ArraySlice<Step>, in value: JSONValue) -> [JSONValue] {
    guard let step = steps.first else { return [value] }
    return children(step, of: value).flatMap { find(steps.dropFirst(), in: $0) }
  }

  private static func children(_ step: Step, of value: JSONValue) -> [JSONValue] {
    switch (step, value) {
    case (.member(let name), _): return value[name].map { [$0] } ?? []
    case (.all, .array(let items)): return items
    case (.all, .object(let members)): return members.map(\.value)
    case (.index(let index), .array(let items)):
      let position = index < 0 ? items.count + index : index
      return items.indices.contains(position) ? [items[position]] : []
    default: return []
    }
  }

  private static func plainText(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .null: ""
    default: value.text
    }
  }
}
