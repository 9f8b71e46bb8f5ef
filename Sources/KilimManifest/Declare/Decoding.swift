import KilimModel

/// The decoding of one document: where it is, and what it has found wrong.
struct Decoding {
  let tree: NodeTree
  private(set) var path = FieldPath()
  private(set) var diagnostics: [Diagnostic] = []
  /// Fields that were passed over, with the nodes of their keys.
  var ignored: [(name: String, key: Int32)] = []
  /// The keys and items that lead to where the decoding is.
  private var keys: [Int32] = []
  private var reported: Set<Mistake> = []
  /// Paths of fields that are there under a wrong name.
  private var excused: Set<String> = []
  /// The fields that misspelt keys stand for.
  private(set) var meanings: [Int32: String] = [:]
  private var diagnosticsBefore = 0

  /// After so many mistakes of one document nobody reads on.
  private static let mostMistakes = 500

  /// One place has one mistake of a kind, however often aliases repeat it.
  private struct Mistake: Hashable {
    var code: DiagnosticCode
    var node: Int32
    var message: String
  }

  init(_ tree: NodeTree) { self.tree = tree }

  /// Starts at a document's root.
  mutating func begin(_ root: Int32) {
    let node = tree.node(root)
    keys = [node.kind == .mapping && node.first != Node.none ? node.first : root]
    path = FieldPath()
  }

  mutating func enterField(_ name: String, _ key: Int32) {
    path.push(name)
    keys.append(key)
  }

  mutating func enterItem(_ index: Int, _ node: Int32) {
    path.push(index)
    let first = tree.node(node).first
    keys.append(tree.node(node).kind == .mapping && first != Node.none ? first : node)
  }

  mutating func leave() {
    path.pop()
    keys.removeLast()
  }

  mutating func enterMisspelt(_ name: String, _ entry: NodeTree.Entry) {
    meanings[entry.key] = name
    diagnosticsBefore = diagnostics.count
    enterField(name, entry.key)
  }

  /// What is wrong inside a collection are further mistakes. A single value that does not fit shows
  /// that another field was meant, which is no mistake of its own.
  mutating func leaveMisspelt(_ entry: NodeTree.Entry) {
    leave()
    guard tree.node(entry.value).isScalar else { return }
    diagnostics.removeSubrange(diagnosticsBefore...)
  }

  mutating func report(
    _ code: DiagnosticCode, at node: Int32, _ message: String, hint: String? = nil,
    path: String? = nil
  ) {
    guard diagnostics.count < Self.mostMistakes,
      reported.insert(Mistake(code: code, node: node, message: message)).inserted
    else {
      return
    }
    report(code, message, hint: hint, span: tree.span(node), path: path ?? self.path.text)
  }

  /// Adds to what was reported, without being a mistake of its own.
  mutating func note(_ code: DiagnosticCode, at node: Int32, _ message: String) {
    diagnostics.append(
      Diagnostic(code, severity: .note, message, span: tree.span(node), path: path.text))
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, hint: String?, span: SourceSpan, path: String
  ) {
    diagnostics.append(Diagnostic(code, message, hint: hint, span: span, path: path))
  }

  /// Whether a field of the mapping that is being read already has a mistake of its own, or was
  /// meant by one that is misspelt.
  func hasMistake(in field: String) -> Bool {
    var path = self.path
    path.push(field)
    let text = path.text
    return excused.contains(text) || diagnostics.contains { $0.path.hasPrefix(text) }
  }

  /// Whether a field of the mapping `node` is there with a value.
  func isSaid(_ field: String, in node: Int32) -> Bool {
    tree.entry(field, of: node).map { !isNull($0.value) } ?? false
  }

  /// A field of the mapping that is being read is there under a wrong name.
  mutating func excuse(_ field: String) {
    var path = self.path
    path.push(field)
    excused.insert(path.text)
  }

  /// A field of the mapping `node`, which is being read, may not stand beside another one.
  mutating func reportExclusive(
    _ field: String, of node: Int32, _ message: String, hint: String
  ) {
    guard let entry = tree.entry(field, of: node) else { return }
    enterField(field, entry.key)
    report(.exclusiveFields, at: entry.key, message, hint: hint)
    leave()
  }

  /// A field of the mapping that is being read is not there.
  mutating func reportMissing(_ name: String, _ hint: String) {
    guard let key = keys.last else { return }
    path.push(name)
    report(.missingField, at: key, "`\(name)` is missing", hint: hint)
    path.pop()
  }
}
