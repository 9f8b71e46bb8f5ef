import KilimManifest
import KilimModel
import Synchronization

/// Makes the points of a sweep on all cores, in chunks: what is held of a chunk goes with it.
struct PointExpansion: Sendable {
  /// Points in a chunk: their texts are a few hundred kilobytes.
  private static let chunkSize = 4096

  let space: SweepSpace
  /// Of the template's text; each point's identity is a digest over it and the point's text.
  let identity: [UInt8]
  let threads: Int

  /// One chunk with the identities of its points, 16 bytes each.
  struct Chunk: Sendable {
    var batch = PointBatch()
    var identities: [UInt8] = []
    /// An expression that fails for a point.
    var problem: Diagnostic?
  }

  /// The identities of all points, in their order, and what a check has to say of their texts.
  ///
  /// - Parameter check: looks at one point's text; asked until it has said something.
  func table(
    check: (@Sendable (ArraySlice<UInt8>) -> Diagnostic?)?
  ) -> (table: PointTable, problem: Diagnostic?) {
    let chunks = (space.rawCount + Self.chunkSize - 1) / Self.chunkSize
    let results = ParallelRanges.map(count: chunks, threads: threads) { index -> Hashed in
      let chunk = chunk(index)
      var problem = chunk.problem
      if let check {
        for point in 0..<chunk.batch.count where problem == nil {
          problem = check(chunk.batch.bytes[chunk.batch.range(of: point)])
        }
      }
      return Hashed(identities: chunk.identities, problem: problem)
    }
    var identities: [UInt8] = []
    identities.reserveCapacity(results.reduce(0) { $0 + $1.identities.count })
    for result in results { identities += result.identities }
    return (PointTable(identities), results.lazy.compactMap(\.problem).first)
  }

  private struct Hashed: Sendable {
    var identities: [UInt8]
    var problem: Diagnostic?
  }

  /// What comes of each chunk, in their order; made on all cores.
  func mapChunks<Result: Sendable>(
    _ body: @escaping @Sendable (Chunk) -> Result
  ) -> [Result] {
    let chunks = (space.rawCount + Self.chunkSize - 1) / Self.chunkSize
    return ParallelRanges.map(count: chunks, threads: threads) { body(chunk($0)) }
  }

  /// Hands over all points again, chunk by chunk and in their order, a few chunks ahead.
  func withChunks<Failure: Error>(
    _ body: (Chunk) throws(Failure) -> Void
  ) throws(Failure) {
    let chunks = (space.rawCount + Self.chunkSize - 1) / Self.chunkSize
    let stride = max(threads, 1) * 4
    for first in Swift.stride(from: 0, to: chunks, by: stride) {
      let made = ParallelRanges.map(count: min(stride, chunks - first), threads: threads) {
        chunk(first + $0)
      }
      for chunk in made { try body(chunk) }
    }
  }

  /// The first point; nil when there is none.
  var firstValues: PointValues? {
    var batch = PointBatch()
    for start in Swift.stride(from: 0, to: space.rawCount, by: Self.chunkSize) {
      try? space.appendPoints(
        of: start..<min(start + (start == 0 ? 1 : Self.chunkSize), space.rawCount), to: &batch)
      if batch.count > 0 { return PointValues(Array(batch.bytes[batch.range(of: 0)])) }
      if start == 0 {
        try? space.appendPoints(of: 1..<min(Self.chunkSize, max(1, space.rawCount)), to: &batch)
        if batch.count > 0 { return PointValues(Array(batch.bytes[batch.range(of: 0)])) }
      }
    }
    return nil
  }

  private func chunk(_ index: Int) -> Chunk {
    var chunk = Chunk()
    let start = index * Self.chunkSize
    do throws(SweepProblem) {
      try space.appendPoints(
        of: start..<min(start + Self.chunkSize, space.rawCount), to: &chunk.batch)
    } catch {
      chunk.problem = error.diagnostic
    }
    var prefix = Digest.Hasher()
    prefix.update(identity)
    let batch = chunk.batch
    chunk.identities = [UInt8](unsafeUninitializedCapacity: batch.count * 16) { bytes, count in
      let target = UnsafeMutableRawBufferPointer(bytes)
      batch.bytes.withUnsafeBytes { texts in
        for point in 0..<batch.count {
          var hasher = prefix
          hasher.update(UnsafeRawBufferPointer(rebasing: texts[batch.range(of: point)]))
          hasher.finish(
            into: UnsafeMutableRawBufferPointer(rebasing: target[point * 16..<point * 16 + 16]))
        }
      }
      count = batch.count * 16
    }
    return chunk
  }
}

/// Maps numbers on several threads; the results keep their order.
enum ParallelRanges {
  static func map<Result: Sendable>(
    count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1, threads > 1 else { return (0..<count).map(body) }
    let shared = Shared<Result>(count: count)
    let done = Semaphore()
    let work: @Sendable () -> Void = {
      while let index = shared.next() { shared.put(body(index), at: index) }
    }
    var started = 0
    for _ in 1..<min(threads, count) {
      let hasStarted = Thread.start {
        work()
        done.post()
      }
      if hasStarted { started += 1 }
    }
    work()
    for _ in 0..<started { done.wait() }
    return shared.results
  }

  private final class Shared<Result: Sendable>: Sendable {
    private struct State {
      var next = 0
      var results: [Result?]
    }
    private let state: Mutex<State>
    private let count: Int

    init(count: Int) {
      self.count = count
      state = Mutex(State(results: [Result?](repeating: nil, count: count)))
    }

    func next() -> Int? {
      state.withLock { state in
        guard state.next < count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func put(_ result: Result, at index: Int) {
      state.withLock { $0.results[index] = result }
    }

    var results: [Result] { state.withLock { $0.results.compactMap(\.self) } }
  }
}
