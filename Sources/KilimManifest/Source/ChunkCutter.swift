import KilimModel

/// Cuts a text into chunks of whole documents while it is being read.
///
/// A line `---` begins a document wherever it stands: no block, quote or bracket goes on behind it
/// (YAML 1.2, rule 205), and libyaml obeys. Anchors, tags and directives end with their document.
package struct ChunkCutter {
  /// Small enough for many cores and little memory, large enough that starting a parser is nothing.
  package static let usualSize = 128 << 10

  private let source: any ManifestSource
  private let size: Int
  /// The bytes that were read and not yet handed on; they begin with a document.
  private var rest: [UInt8] = []
  private var offset = 0
  private var line = 0
  private var isAtEnd = false
  private var isDone = false

  /// - Parameter size: of most chunks, in bytes.
  package init(_ source: any ManifestSource, size: Int = usualSize) {
    self.source = source
    self.size = size
  }

  /// The next chunk; nil after the last. A text has at least one.
  package mutating func next() throws(UnreadableSource) -> SourceChunk? {
    guard !isDone else { return nil }
    var wanted = size
    while true {
      try fill(wanted)
      if isAtEnd, rest.count <= size || !mayBeCut { return takeAll() }
      if mayBeCut, let cut = DocumentSearch.lastCut(in: rest) { return take(cut) }
      if isAtEnd { return takeAll() }
      if rest.count > SourceCheck.largestDocument { return takeAll(isTooLarge: true) }
      // No text: nothing of it is read, however long it is.
      if rest.firstIndex(ofByte: 0) != nil { return takeAll() }
      wanted = rest.count * 2
    }
  }

  /// Text without quotes is a mistake in JSON that is told once a file.
  private var mayBeCut: Bool { !source.name.hasSuffix(".json") }

  private mutating func fill(_ wanted: Int) throws(UnreadableSource) {
    while !isAtEnd, rest.count < wanted {
      let count = wanted - rest.count
      let bytes = try source.read(from: offset, count: count)
      isAtEnd = bytes.count < count
      offset += bytes.count
      if rest.isEmpty { rest = bytes } else { rest += bytes }
    }
  }

  private mutating func take(_ cut: Int) -> SourceChunk {
    let chunk = SourceChunk(
      name: source.name, directory: source.directory,
      bytes: Array(rest[..<(cut + DocumentSearch.mark.count)]), firstLine: line)
    line += LineBreaks.count(in: rest[..<cut])
    rest.removeSubrange(..<cut)
    return chunk
  }

  private mutating func takeAll(isTooLarge: Bool = false) -> SourceChunk {
    isDone = true
    defer { rest = [] }
    return SourceChunk(
      name: source.name, directory: source.directory, bytes: rest, firstLine: line,
      isTooLarge: isTooLarge || rest.count > SourceCheck.largestDocument)
  }
}
