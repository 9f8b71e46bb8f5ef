import KilimModel

/// The nodes of one chunk of a file, and what forbids using some of its documents.
struct ComposedChunk {
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
  /// Places behind which some text could not be read at all.
  var syntaxErrors: Int

  /// Reads a chunk that has passed `SourceCheck`; never fails, but may find no document.
  ///
  /// - Parameter mostErrors: the rest is left alone after so many syntax errors.
  init(_ chunk: SourceChunk, mostErrors: Int) {
    var composer = Composer(file: chunk.name, firstLine: chunk.firstLine)
    composer.compose(chunk.bytes, mostErrors: mostErrors)
    tree = NodeTree(
      file: chunk.name, directory: chunk.directory, nodes: composer.nodes, text: composer.text)
    documents = composer.documents
    diagnostics = composer.diagnostics
    syntaxErrors = composer.syntaxErrors
  }
}
