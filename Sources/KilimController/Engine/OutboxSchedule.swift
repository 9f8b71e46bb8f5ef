import KilimModel
import KilimStore
import KilimTransport

/// What the engine knows of the outbox without asking the store.
struct OutboxSchedule {
  /// When the store has to be asked again; nil when nothing waits.
  var next: Timestamp?
  var inFlight: [DeliveryID: DeliveryRecord] = [:]
  var ended: [(id: DeliveryID, error: TransferError?)] = []
  /// When the ended ones are noted again, by `sinceBoot`, after the store had no room for it.
  var noteDue: Int64?
  /// When the goal was reached while messages were still to be delivered, by `sinceBoot`.
  private var waitingSince: Int64?

  /// Messages that are on their way have time-outs of their own and are worth some patience, those
  /// that are tried again soon a little; the others wait for the next engine.
  mutating func isWorthWaitingFor(now: Timestamp, sinceBoot: Int64) -> Bool {
    let isOnItsWay = !inFlight.isEmpty || !ended.isEmpty
    guard isOnItsWay || next.map({ $0 <= now.adding(seconds: 3) }) == true else { return false }
    let since = waitingSince ?? sinceBoot
    waitingSince = since
    return sinceBoot - since < (isOnItsWay ? 20_000 : 5_000)
  }
}
