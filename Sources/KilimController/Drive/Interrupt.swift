/// Ends a `drive` soon. Jobs go on.
package final class Interrupt: Sendable {
  let wakeup: Wakeup
  private let flag = RequestFlag()

  package init() throws(EngineError) { wakeup = try Wakeup() }

  /// May be called from any thread and from a signal handler.
  package func request() {
    flag.raise()
    wakeup.signal()
  }

  package var isRequested: Bool { flag.isRaised }
}
