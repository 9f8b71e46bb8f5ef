package import KilimModel

/// What was made of the chunks of some files, in whatever order they were done.
package struct ChunkResults<Content: Sendable>: Sendable {
  private struct Item: Sendable {
    var outcome: ChunkOutcome
    var content: Content
    /// Kept where a second reading may be needed.
    var chunk: SourceChunk?
  }

  private var files: [[Item?]]

  package init(fileCount: Int) { files = .init(repeating: [], count: fileCount) }

  /// Keeps what `body` makes of a piece.
  package mutating func add(
    _ piece: ChunkReader.Piece, _ outcome: ChunkOutcome, _ content: Content
  ) {
    let place = piece.place
    while files[place.file].count <= place.chunk { files[place.file].append(nil) }
    files[place.file][place.chunk] = Item(
      outcome: outcome, content: content,
      chunk: outcome.syntaxErrors > 0 ? try? piece.content.get() : nil)
  }

  package enum File {
    /// Nothing of it is used.
    case refused(Diagnostic)
    case read([Content])
  }

  /// The files in their order, each with what counts of it.
  ///
  /// - Parameter again: reads a chunk up to a number of syntax errors.
  package func files(again: (SourceChunk, Int) -> Content) -> [File] {
    // Closures: a key path of a generic type would be made anew for each of many small files.
    files.map { items in
      let items = items.compactMap { $0 }
      switch FileVerdict(items.map { $0.outcome }) {
      case .all: return .read(items.map { $0.content })
      case .refused(let reason): return .refused(reason)
      case .cutShort(let index, let errors):
        let last = items[index].chunk.map { again($0, errors) }
        return .read(items[..<index].map { $0.content } + (last.map { [$0] } ?? []))
      }
    }
  }
}
