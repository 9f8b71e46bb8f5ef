/// An answer of the Tapis service that was saved: `{result, status, message, version, ...}`
/// (Tapis reference, section 12), whose result is one definition or a list of them.
struct SavedResponse {
  /// The mappings that it holds.
  private(set) var roots: [Int32] = []
  /// Nil unless the answer holds no definition.
  private(set) var problem: (node: Int32, message: String, hint: String)?

  /// A document is one if it has a `result` and says how the request went.
  static func has(_ names: (String) -> Bool) -> Bool {
    names("result") && names("status") && names("message")
  }

  init(of root: Int32, in tree: NodeTree) {
    guard let result = tree.entry("result", of: root) else { return }
    switch tree.node(result.value).kind {
    case .mapping: roots = [result.value]
    case .sequence: tree.forEachItem(of: result.value) { roots.append($0) }
    case .plain, .text, .alias: break
    }
    guard roots.isEmpty else { return }
    let message = tree.entry("message", of: root).map { tree.string(tree.node($0.value)) } ?? ""
    problem = (
      result.key, "this saved answer of Tapis holds no definition",
      message.isEmpty ? "save the answer of a GET" : "it says: \(message.shortened)"
    )
  }
}
