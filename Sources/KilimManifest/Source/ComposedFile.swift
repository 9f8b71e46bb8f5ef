import KilimModel

/// The nodes of one file, and what forbids using some of its documents.
struct ComposedFile {
  struct Document {
    var root: Int32
    /// Has a problem after which looking at its fields would only report what follows from it.
    var isDamaged = false
    /// Has a problem of any kind.
    var hasProblem = false
  }

  var tree: NodeTree
  var documents: [Document]
  var diagnostics: [Diagnostic]
  /// False when some text could not be read at all.
  var isComplete: Bool

  /// Reads a file; never fails, but may find no document.
  init(_ file: SourceFile) {
    if let problem = SourceCheck.problem(of: file) {
      tree = NodeTree(file: file.name, directory: file.directory, nodes: [], text: [])
      documents = []
      diagnostics = [problem]
      isComplete = false
      return
    }
    var composer = Composer(file: file.name)
    composer.compose(file.bytes)
    tree = NodeTree(
      file: file.name, directory: file.directory, nodes: composer.nodes, text: composer.text)
    documents = composer.documents
    diagnostics = composer.diagnostics
    isComplete = composer.isComplete
  }
}
