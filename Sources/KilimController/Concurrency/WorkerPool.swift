import Glibc
import Synchronization

/// Threads for work that blocks: copies, downloads, mail. Results come back through one mailbox.
///
/// Threads are started when there is work for them, and at most `size` of them.
final class WorkerPool<Result: Sendable>: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Result] = []
    var results: [Result] = []
    /// Those that were started and have not ended.
    var threads = 0
    var idle = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let work = Semaphore()
  /// Posted by each thread that ends.
  private let ends = Semaphore()
  private let size: Int
  private let wakeup: Wakeup

  /// `wakeup` is signalled for each result.
  init(size: Int, wakeup: Wakeup) {
    self.size = size
    self.wakeup = wakeup
  }

  func submit(_ task: @escaping @Sendable () -> Result) {
    let needsThread = state.withLock { state in
      state.waiting.append(task)
      guard state.idle < state.waiting.count, state.threads < size else { return false }
      state.threads += 1
      return true
    }
    if needsThread, !Thread.start({ [self] in run() }) { runWithoutThread() }
    work.post()
  }

  /// The system has no thread left: what waits is done here, when nobody else will do it.
  private func runWithoutThread() {
    let tasks = state.withLock { state -> [@Sendable () -> Result] in
      state.threads -= 1
      guard state.threads == 0 else { return [] }
      defer { state.waiting.removeAll() }
      return state.waiting
    }
    for task in tasks { note(task()) }
  }

  /// All results that have come since the last call.
  func takeResults() -> [Result] {
    state.withLock { state in
      defer { state.results.removeAll() }
      return state.results
    }
  }

  /// Lets the threads end after the tasks they are at; what waits is dropped.
  func close() { _ = closeThreads() }

  /// As `close`, and waits until the threads have ended. What they brought back is dropped.
  func finish() {
    for _ in 0..<closeThreads() { ends.wait() }
  }

  /// How many threads have still to end; none at the second time.
  private func closeThreads() -> Int {
    let threads = state.withLock { state in
      defer { state.threads = 0 }
      state.isClosed = true
      state.waiting.removeAll()
      return state.threads
    }
    for _ in 0..<threads { work.post() }
    return threads
  }

  private func run() {
    while true {
      state.withLock { $0.idle += 1 }
      work.wait()
      let (task, isClosed) = state.withLock { state in
        state.idle -= 1
        return (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isClosed)
      }
      if let task {
        note(task())
      } else if isClosed {
        ends.post()
        return
      }
    }
  }

  private func note(_ result: Result) {
    state.withLock { $0.results.append(result) }
    wakeup.signal()
  }
}

/// A counting semaphore (sem_overview(7)) at an address that does not move.
final class Semaphore: Sendable {
  private nonisolated(unsafe) let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    semaphore = .allocate(capacity: 1)
    sem_init(semaphore, 0, 0)
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func post() { sem_post(semaphore) }

  func wait() {
    while sem_wait(semaphore) != 0 {}
  }
}

/// A detached thread of the system (pthreads(7)).
enum Thread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// False when the system has none left.
  static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
    let body = Unmanaged.passRetained(Body(run))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let failed = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    if failed != 0 { body.release() }
    return failed == 0
  }
}
