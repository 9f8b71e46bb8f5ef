import KilimModel

/// The record of a job as Tapis returns it (reference, section 12): the request with all that was
/// merged into it, parts of it as JSON inside of text, and what became of the run.
///
/// Read as a request for a new run: what only the old one had is left out.
struct JobRecord {
  let tree: NodeTree
  let root: Int32
  /// What was left out, with keys of `tree`.
  private(set) var ignored: [(name: String, key: Int32)] = []

  /// Nil for a document that is no record: a request has no `uuid`.
  init?(of root: Int32, in tree: NodeTree) {
    guard let uuid = tree.entry("uuid", of: root) else { return nil }
    var copy = RecordCopy(tree, uuid: tree.string(tree.node(uuid.value)))
    self.root = copy.add(root, at: .top)
    self.tree = NodeTree(
      file: tree.file, directory: tree.directory, nodes: copy.nodes, text: copy.text)
    ignored = copy.ignored
  }

  /// A list of jobs has rows without what the jobs were asked to do.
  var isRow: Bool {
    tree.entry("parameterSet", of: root) == nil && tree.entry("status", of: root) != nil
  }
}

/// The nodes of a record, as a request would have them.
private struct RecordCopy {
  enum Place {
    case top, inputs, variables, elsewhere
  }

  /// Fields that Tapis returns as JSON inside of text.
  private static let encoded: Set<String> = [
    "parameterSet", "fileInputs", "fileInputArrays", "subscriptions", "notes", "tags",
    "execSystemConstraints",
  ]
  private static let notInRequests: Set<String> = [
    "optional", "srcSharedAppCtx", "destSharedAppCtx",
  ]

  let source: NodeTree
  let uuid: String
  var nodes: [Node] = []
  var text: [UInt8] = []
  var ignored: [(name: String, key: Int32)] = []

  init(_ source: NodeTree, uuid: String) {
    self.source = source
    self.uuid = uuid
  }

  mutating func add(_ index: Int32, at place: Place) -> Int32 {
    let node = source.node(source.resolved(index))
    switch node.kind {
    case .plain, .text: return addScalar(node, source.string(node))
    case .sequence: return addList(source.resolved(index), node, at: place)
    case .mapping: return addMapping(source.resolved(index), node, at: place)
    case .alias: return add(node.first, at: place)
    }
  }

  private mutating func addScalar(_ node: Node, _ string: String) -> Int32 {
    var copy = node
    copy.first = Int32(text.count)
    text.append(contentsOf: string.utf8)
    copy.count = Int32(text.count) - copy.first
    copy.next = Node.none
    nodes.append(copy)
    return Int32(nodes.count - 1)
  }

  private mutating func addList(_ index: Int32, _ node: Node, at place: Place) -> Int32 {
    let list = open(node)
    var children: [Int32] = []
    var dropped = false
    source.forEachItem(of: index) { item in
      if place == .variables, isOfTapis(item) {
        dropped = true
      } else {
        children.append(add(item, at: place))
      }
    }
    close(list, children)
    if dropped { ignored.append(("_tapis* variables", list)) }
    return list
  }

  /// Variables that the service itself set.
  private func isOfTapis(_ item: Int32) -> Bool {
    source.entry("key", of: item).map {
      source.string(source.node($0.value)).hasPrefix("_tapis")
    } ?? false
  }

  private mutating func addMapping(_ index: Int32, _ node: Node, at place: Place) -> Int32 {
    let mapping = open(node)
    var children: [Int32] = []
    source.forEachEntry(of: index) { entry in
      let name = source.string(source.node(entry.key))
      if place == .inputs, Self.notInRequests.contains(name) { return }
      let key = addScalar(source.node(entry.key), name)
      children += [key, addValue(of: name, key, entry.value, at: place)]
    }
    close(mapping, children)
    return mapping
  }

  private mutating func addValue(
    of name: String, _ key: Int32, _ value: Int32, at place: Place
  ) -> Int32 {
    let inner: Place =
      switch name {
      case "fileInputs": .inputs
      case "envVariables": .variables
      default: .elsewhere
      }
    let node = source.node(value)
    guard node.kind == .text else { return add(value, at: inner) }
    let string = source.string(node)
    if Self.encoded.contains(name), let embedded = NodeTree(ofJSON: string, at: node) {
      var copy = RecordCopy(embedded, uuid: uuid)
      (copy.nodes, copy.text) = (nodes, text)
      let index = copy.add(0, at: inner)
      (nodes, text) = (copy.nodes, copy.text)
      ignored += copy.ignored
      return index
    }
    // The directories of the old run, whose outputs a new one must not touch.
    if place == .top, name.hasSuffix("Dir"), !uuid.isEmpty, string.contains(uuid) {
      ignored.append(("\(name)'s old uuid", key))
      return addScalar(
        node,
        string.split(separator: uuid, omittingEmptySubsequences: false)
          .joined(separator: "${JobUUID}"))
    }
    return addScalar(node, string)
  }

  private mutating func open(_ node: Node) -> Int32 {
    var copy = node
    (copy.first, copy.count, copy.next, copy.hasMerge) = (Node.none, 0, Node.none, false)
    nodes.append(copy)
    return Int32(nodes.count - 1)
  }

  private mutating func close(_ parent: Int32, _ children: [Int32]) {
    nodes[Int(parent)].first = children.first ?? Node.none
    nodes[Int(parent)].count = Int32(children.count)
    for (child, next) in zip(children, children.dropFirst()) { nodes[Int(child)].next = next }
  }
}

extension NodeTree {
  /// The list or mapping that `json` says, all at the place of the text that held it.
  fileprivate convenience init?(ofJSON json: String, at place: Node) {
    guard let first = json.utf8.first, "[{".utf8.contains(first),
      let value = try? JSONValue(reading: json)
    else { return nil }
    self.init(of: value, at: place)
  }
}
