package import KilimModel

/// Gives the places of one document's fields back.
///
/// Paths are those of the envelope form (`spec.memoryMB`, `metadata.name`,
/// `spec.parameterSet.appArgs[0].arg`; the empty path is the whole document), for a bare Tapis
/// document too.
package struct DocumentSource: Sendable {
  let tree: NodeTree
  let root: Int32
  /// False for a bare Tapis document.
  package let isEnvelope: Bool
  /// The fields that misspelt keys stand for, by the keys' nodes.
  var meanings: [Int32: String] = [:]

  /// Of a document that nobody wrote: a value's places are those in its JSON text.
  package init(of value: JSONValue) {
    self.init(tree: NodeTree(of: value), root: 0, isEnvelope: true)
  }

  init(tree: NodeTree, root: Int32, isEnvelope: Bool) {
    self.tree = tree
    self.root = root
    self.isEnvelope = isEnvelope
  }

  package var file: String { tree.file }
  /// The absolute directory against which relative paths in the document resolve.
  package var directory: String { tree.directory }
  /// Where the document starts, from 1.
  package var line: Int { Int(tree.node(root).line) }

  /// The place of a field's value; for a field that the document does not have, the key of the
  /// nearest parent that it has.
  package func span(ofPath path: String) -> SourceSpan {
    let place = place(ofPath: path)
    return tree.span(place.isExact ? place.value : place.key)
  }

  /// The place of a field's name, or of a list's item; the same fallback.
  package func keySpan(ofPath path: String) -> SourceSpan {
    tree.span(place(ofPath: path).key)
  }

  /// The place of a piece of a field's value; of all of it where the piece is not to be found as it
  /// is, since the value is written with escapes or on several lines.
  package func span(of part: String, inPath path: String) -> SourceSpan {
    let place = place(ofPath: path)
    guard place.isExact else { return span(ofPath: path) }
    return tree.span(of: part, in: place.value) ?? tree.span(place.value)
  }

  private struct Place {
    var key: Int32
    var value: Int32
    var isExact: Bool
  }

  private func place(ofPath path: String) -> Place {
    var place = Place(key: firstKey, value: root, isExact: true)
    var steps = FieldPath.steps(of: isEnvelope ? path : barePath(path))[...]
    while let step = steps.popFirst() {
      guard let next = child(step, of: place.value, joining: &steps) else {
        place.isExact = false
        return place
      }
      place = next
    }
    return place
  }

  /// The first key of the document, which is a better place to point at than all of it.
  private var firstKey: Int32 {
    let node = tree.node(root)
    return node.kind == .mapping && node.first != Node.none ? node.first : root
  }

  private func child(
    _ step: FieldPath.Step, of parent: Int32, joining rest: inout ArraySlice<FieldPath.Step>
  ) -> Place? {
    switch step {
    case .index(let index):
      guard tree.node(parent).kind == .sequence else { return nil }
      var items: [Int32] = []
      tree.forEachItem(of: parent) { items.append($0) }
      guard items.indices.contains(index) else { return nil }
      return Place(key: items[index], value: items[index], isExact: true)
    case .field(var name):
      // A key may itself hold points, as labels do: `example.org/team`.
      var attempt = rest
      while true {
        if let entry = entry(name, of: parent) {
          rest = attempt
          return Place(key: entry.key, value: entry.value, isExact: true)
        }
        guard case .field(let more)? = attempt.popFirst() else { return nil }
        name += "." + more
      }
    }
  }

  private func entry(_ name: String, of parent: Int32) -> NodeTree.Entry? {
    if let entry = tree.entry(name, of: parent) ?? misspeltEntry(name, of: parent) { return entry }
    return SubscriptionDeclaration.otherNames[name].flatMap { tree.entry($0, of: parent) }
  }

  private func misspeltEntry(_ name: String, of parent: Int32) -> NodeTree.Entry? {
    guard meanings.values.contains(name) else { return nil }
    var found: NodeTree.Entry?
    tree.forEachEntry(of: parent) { entry in
      if meanings[entry.key] == name { found = entry }
    }
    return found
  }

  private func barePath(_ path: String) -> String {
    if path == "metadata.name" { return tree.entry("id", of: root) == nil ? "name" : "id" }
    if path.hasPrefix("spec.") { return String(path.dropFirst(5)) }
    return path == "spec" ? "" : path
  }
}
