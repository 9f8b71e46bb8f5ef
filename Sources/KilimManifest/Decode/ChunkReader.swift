/// Reads files chunk by chunk, one after the other.
package struct ChunkReader {
  /// Which chunk of which file.
  package struct Place: Sendable, Hashable {
    var file: Int
    var chunk: Int
  }

  package struct Piece: Sendable {
    package var place: Place
    package var content: Result<SourceChunk, UnreadableSource>
  }

  private let sources: [any ManifestSource]
  private let chunkSize: Int
  private var place = Place(file: 0, chunk: 0)
  private var cutter: ChunkCutter?

  /// - Parameter chunkSize: in bytes; what is read does not depend on it.
  package init(_ sources: [any ManifestSource], chunkSize: Int = ChunkCutter.usualSize) {
    self.sources = sources
    self.chunkSize = chunkSize
  }

  /// The next chunk, or why a file cannot be read on; nil after the last file.
  package mutating func next() -> Piece? {
    while place.file < sources.count {
      var current = cutter ?? ChunkCutter(sources[place.file], size: chunkSize)
      // Not held twice: its bytes would be copied.
      cutter = nil
      do throws(UnreadableSource) {
        if let chunk = try current.next() {
          cutter = current
          defer { place.chunk += 1 }
          return Piece(place: place, content: .success(chunk))
        }
        place = Place(file: place.file + 1, chunk: 0)
      } catch {
        defer { place = Place(file: place.file + 1, chunk: 0) }
        return Piece(place: place, content: .failure(error))
      }
    }
    return nil
  }
}
