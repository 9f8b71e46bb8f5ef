import KilimManifest
import Synchronization

/// Works on the chunks of manifests on several threads; of the text, only what is being worked on
/// is held.
enum ParallelChunks {
  /// Less is not worth a thread.
  private static let fewestBytes = 64 << 10
  private static let fewestPieces = 32

  /// - Parameter body: makes something of one chunk.
  static func map<Content: Sendable>(
    _ sources: [any ManifestSource], threads: Int,
    _ body: @escaping @Sendable (ChunkReader.Piece) -> (ChunkOutcome, Content)
  ) -> ChunkResults<Content> {
    let shared = Shared<Content>(sources)
    let done = Semaphore()
    var (pieces, bytes, started) = (0, 0, 0)
    while let piece = shared.next() {
      if started == 0, pieces >= fewestPieces || bytes >= fewestBytes {
        for _ in 1..<max(threads, 2) where threads > 1 {
          let hasStarted = Thread.start {
            while let piece = shared.next() { shared.add(piece, body(piece)) }
            done.post()
          }
          if hasStarted { started += 1 }
        }
      }
      pieces += 1
      bytes += (try? piece.content.get().byteCount) ?? 0
      shared.add(piece, body(piece))
    }
    for _ in 0..<started { done.wait() }
    return shared.results.withLock { $0 }
  }

  private final class Shared<Content: Sendable>: Sendable {
    let results: Mutex<ChunkResults<Content>>
    private let reader: Mutex<ChunkReader>

    init(_ sources: [any ManifestSource]) {
      results = Mutex(ChunkResults(fileCount: sources.count))
      reader = Mutex(ChunkReader(sources))
    }

    func next() -> ChunkReader.Piece? { reader.withLock { $0.next() } }

    func add(_ piece: ChunkReader.Piece, _ made: (outcome: ChunkOutcome, content: Content)) {
      results.withLock { $0.add(piece, made.outcome, made.content) }
    }
  }
}
