/// One node of a text: a scalar, a collection or an alias, and where it stands.
///
/// Nodes refer to each other by index (`NodeTree.nodes`), so that a text of a million nodes is one
/// allocation.
struct Node: Sendable {
  enum Kind: UInt8, Sendable {
    /// A scalar without quotes: its text decides what it is (YAML 1.2 core schema).
    case plain
    /// A scalar that is text whatever it says: quoted, a block, or tagged `!!str`.
    case text
    case sequence
    /// Its children alternate between keys and values.
    case mapping
    case alias
  }

  static let none: Int32 = -1

  var kind: Kind
  /// A mapping with a `<<` key.
  var hasMerge = false
  var line: Int32
  var column: Int32
  var endLine: Int32
  var endColumn: Int32
  /// A scalar's offset in the text, a collection's first child, an alias's target.
  var first = Node.none
  /// A scalar's length in bytes, a collection's number of children.
  var count: Int32 = 0
  /// The next child of the same parent.
  var next = Node.none

  var isScalar: Bool { kind == .plain || kind == .text }
}
