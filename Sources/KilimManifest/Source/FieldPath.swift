/// The way to a field, as in `spec.parameterSet.appArgs[0].arg`.
struct FieldPath {
  enum Step {
    case field(String)
    case index(Int)
  }

  private(set) var steps: [Step] = []

  mutating func push(_ field: String) { steps.append(.field(field)) }
  mutating func push(_ index: Int) { steps.append(.index(index)) }
  mutating func pop() { steps.removeLast() }

  /// The last field's name, for messages: `appArgs[0].arg` is called `arg`, `tags[1]` is called
  /// `tags[1]`.
  var name: String {
    guard let start = steps.lastIndex(where: { if case .field = $0 { true } else { false } })
    else { return text }
    return Self.text(steps[start...])
  }

  var text: String { Self.text(steps[...]) }

  private static func text(_ steps: ArraySlice<Step>) -> String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .field(let name): text += text.isEmpty ? name : "." + name
      case .index(let index): text += "[\(index)]"
      }
    }
  }

  /// How often a field of that name leads on the way.
  func depth(of field: String) -> Int {
    steps.count { if case .field(field) = $0 { true } else { false } }
  }

  static func steps(of path: String) -> [Step] {
    path.split(separator: ".").flatMap { part in
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      let indexes = pieces.dropFirst().compactMap { Int($0.dropLast()) }
      let name: [Step] = pieces[0].isEmpty ? [] : [.field(String(pieces[0]))]
      return name + indexes.map { .index($0) }
    }
  }
}
