import Glibc
import KilimModel

/// Looks for Systems and Apps alone, which jobs before and behind them refer to.
package enum DefinitionScan {
  /// The definitions of a chunk: sound ones, and the names of others. Nothing else is told.
  ///
  /// - Parameter isThorough: false to pass over what looks like a Job at first sight. That is wrong
  ///   for odd texts (a document whose quoted text has a line `kind: Job`): whoever uses the result
  ///   compares it with what a whole reading finds.
  package static func read(
    _ content: Result<SourceChunk, UnreadableSource>, isThorough: Bool
  ) -> LoadedChunk {
    guard case .success(let chunk) = content, SourceCheck.problem(of: chunk) == nil else {
      return ManifestLoader.read(content)
    }
    var loaded = LoadedChunk()
    var line = chunk.firstLine
    var start = 0
    for end in DocumentSearch.cuts(in: chunk.bytes) + [chunk.bytes.count] {
      let isLast = end == chunk.bytes.count
      let bytes = chunk.bytes[start..<(isLast ? end : end + DocumentSearch.mark.count)]
      if isThorough || !looksLikeJob(bytes) {
        let part = SourceChunk(
          name: chunk.name, directory: chunk.directory, bytes: Array(bytes), firstLine: line)
        loaded.add(ManifestLoader.read(part))
      }
      line += LineBreaks.count(in: chunk.bytes[start..<end])
      start = end
    }
    return loaded
  }

  /// Whether a line says `kind: Job` and nothing else.
  private static func looksLikeJob(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBytes { raw in
      guard var line = raw.baseAddress else { return false }
      let end = line + raw.count
      let wanted: StaticString = "kind: Job"
      while let feed = memchr(line, 0x0A, end - line) {
        line = UnsafeRawPointer(feed) + 1
        guard end - line > wanted.count else { return false }
        let next = line.load(fromByteOffset: wanted.count, as: UInt8.self)
        if next == 0x0A || next == 0x0D, memcmp(line, wanted.utf8Start, wanted.count) == 0 {
          return true
        }
      }
      return false
    }
  }
}

extension LoadedChunk {
  fileprivate mutating func add(_ part: LoadedChunk) {
    var content = part.content
    content.keepDefinitions()
    self.content.documents += content.documents
    self.content.rejected.formUnion(content.rejected)
    self.content.isComplete = self.content.isComplete && content.isComplete
  }
}

extension LoadedManifests {
  fileprivate mutating func keepDefinitions() {
    documents.removeAll { $0.name.kind == .job }
    rejected = rejected.filter { $0.kind != .job }
    diagnostics = []
    flawed = []
  }
}
