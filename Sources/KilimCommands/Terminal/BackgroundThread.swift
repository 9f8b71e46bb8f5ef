import Glibc

/// A thread of the system that is waited for (pthreads(7)).
final class BackgroundThread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private var thread: pthread_t?

  /// Starts at once. Where the system has no thread left, nothing runs: what is done here may only
  /// be a convenience.
  init(_ run: @escaping @Sendable () -> Void) {
    let body = Unmanaged.passRetained(Body(run))
    var started = pthread_t()
    let failure = pthread_create(
      &started, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    if failure == 0 { thread = started } else { body.release() }
  }

  /// Waits until the body has returned.
  func join() {
    if let thread { pthread_join(thread, nil) }
    thread = nil
  }
}
