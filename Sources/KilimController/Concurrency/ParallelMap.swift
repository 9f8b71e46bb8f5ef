import Synchronization

/// Maps long lists on several threads, in slices; the results keep the order of the items.
enum ParallelMap {
  /// Shorter lists are not worth a thread.
  private static let shortest = 256

  /// - Parameter body: maps one slice; what it remembers from item to item is the slice's own.
  static func slices<Item: Sendable, Result: Sendable>(
    of items: [Item], threads: Int, _ body: @escaping @Sendable (ArraySlice<Item>) -> [Result]
  ) -> [Result] {
    let count = min(threads, items.count / Self.shortest)
    guard count > 1 else { return body(items[...]) }
    let done = Semaphore()
    let bounds = (0...count).map { items.count * $0 / count }
    let shared = Shared<Result>(count: count)
    for index in 1..<count {
      let slice = items[bounds[index]..<bounds[index + 1]]
      let work: @Sendable () -> Void = {
        let mapped = body(slice)
        shared.results.withLock { $0[index] = mapped }
        done.post()
      }
      // Without a thread the work is done here.
      if !Thread.start(work) { work() }
    }
    let first = body(items[..<bounds[1]])
    for _ in 1..<count { done.wait() }
    return shared.results.withLock { results in
      results[0] = first
      return results.flatMap { $0 }
    }
  }

  private final class Shared<Result: Sendable>: Sendable {
    let results: Mutex<[[Result]]>
    init(count: Int) { results = Mutex([[Result]](repeating: [], count: count)) }
  }
}
