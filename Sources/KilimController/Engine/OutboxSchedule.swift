import KilimModel
import KilimStore
import KilimTransport

/// What the engine knows of the outbox without asking the store.
struct OutboxSchedule {
  /// When the store has to be asked again; nil when nothing waits.
  var next: Timestamp?
  var inFlight: [DeliveryID: DeliveryRecord] = [:]
  var ended: [(id: DeliveryID, error: TransferError?)] = []
  /// When the goal was reached while messages were still to be delivered.
  private var waitingSince: Timestamp?

  /// Messages that are on their way, or are tried again soon, are worth a little patience; the
  /// others wait for the next engine.
  mutating func isWorthWaitingFor(now: Timestamp) -> Bool {
    guard !inFlight.isEmpty || !ended.isEmpty || next.map({ $0 <= now.adding(seconds: 3) }) == true
    else { return false }
    let since = waitingSince ?? now
    waitingSince = since
    return now.milliseconds(since: since) < 5_000
  }
}
