import KilimModel

/// The body of a PATCH request: some fields of an object, but not those that make it one.
struct PartialBody {
  let kind: ResourceKind

  /// Nil for a document that names its object, or lacks nothing but the name.
  init?(of root: Int32, _ kind: ResourceKind, in tree: NodeTree) {
    guard !Self.says(kind.nameField, of: root, in: tree) else { return nil }
    let needed: [String]
    switch kind {
    case .system: needed = ["systemType", "host", "canExec"]
    case .app: needed = ["version"]
    case .schedulerProfile, .job, .sweep, .workflow: return nil
    }
    if needed.allSatisfy({ Self.says($0, of: root, in: tree) }) { return nil }
    self.kind = kind
  }

  /// What every kind has: it tells nothing.
  private static let common: Set<String> = [
    "id", "name", "version", "description", "enabled", "tags", "notes",
  ]

  /// A document of no known shape whose fields all belong to one kind.
  init?(ofUnknown root: Int32, in tree: NodeTree) {
    var names: [String] = []
    tree.forEachEntry(of: root) { names.append(tree.string(tree.node($0.key))) }
    let kinds = [ResourceKind.app, .system, .job].filter { kind in
      Set(names).isSubset(of: kind.fieldNames)
    }
    guard !Self.common.isSuperset(of: names), let kind = kinds.first else { return nil }
    self.kind = kind
  }

  /// Whether a field has a value, perhaps under a misspelt name.
  private static func says(_ field: String, of root: Int32, in tree: NodeTree) -> Bool {
    if let entry = tree.entry(field, of: root) { return tree.hasValue(entry.value) }
    var isMisspelt = false
    tree.forEachEntry(of: root) { entry in
      let name = tree.string(tree.node(entry.key))
      if name.count > 1, Spelling.nearest(to: name, among: [field]) != nil { isMisspelt = true }
    }
    return isMisspelt
  }
}

extension NodeTree {
  /// Neither null nor empty text.
  fileprivate func hasValue(_ index: Int32) -> Bool {
    let node = node(resolved(index))
    guard node.isScalar else { return true }
    return node.count > 0 && (node.kind == .text || !says("null", index))
  }
}

extension ResourceKind {
  /// With its article, as in "a Job".
  var phrase: String { self == .app ? "an App" : "a \(rawValue)" }
}
