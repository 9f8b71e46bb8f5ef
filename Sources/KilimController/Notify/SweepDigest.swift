import KilimLifecycle
import KilimModel
import KilimStore

/// What subscribers of a sweep are told: its counts, its first failures, and what helps.
struct SweepDigest: Sendable {
  let sweep: SweepRecord
  /// Nil on the way: only that points have failed.
  let end: RunState?
  let failures: [SweepFailure]

  var isEnd: Bool { end != nil }

  /// As of a run: that of all points together.
  private var status: RunStatus { end?.status ?? .running }

  var type: String {
    isEnd ? "sweeps.SWEEP_ENDED.\(status.name)" : "sweeps.SWEEP_FAILURES.\(status.name)"
  }

  /// Which event of the sweep it is, from 1.
  func sequence(after earlier: [DeliveryRecord]) -> Int { (earlier.last?.sequence ?? 0) + 1 }

  func isWanted(
    by subscription: PlannedSubscription, created: Timestamp, _ earlier: [DeliveryRecord],
    _ now: Timestamp
  ) -> Bool {
    guard now.milliseconds(since: created) <= Int64(subscription.ttlMinutes) * 60_000 else {
      return false
    }
    let isRepeated = earlier.contains {
      $0.message.method == subscription.method && $0.message.address == subscription.address
    }
    guard !(subscription.once && isRepeated) else { return false }
    switch subscription.category {
    case .errorMessage: return !isEnd || status == .failed
    case .all, .newStatus:
      guard let wanted = subscription.status else { return isEnd }
      return isEnd ? wanted == status : wanted == .failed
    default: return false
    }
  }

  /// The body of a webhook: Tapis' envelope, in which `data` is JSON in a string.
  func envelope(
    _ subscription: PlannedSubscription, sequence: Int, _ now: Timestamp
  ) -> JSONValue {
    let name = sweep.name.description
    return [
      "subscriptionName": .string(subscription.name),
      "deliveryTarget": [
        "deliveryMethod": .string(subscription.method.rawValue),
        "deliveryAddress": .string(subscription.address),
      ],
      "created": .string(now.text),
      "event": [
        "source": "kilim", "type": .string(type), "subject": .string(name),
        "seriesId": .string(name), "seriesSeqCount": .integer(Int64(sequence)),
        "timestamp": .string(now.text), "user": .string(name), "data": .string(data.text),
      ],
    ]
  }

  private var data: JSONValue {
    let counts = sweep.counts
    let numbers: [(String, Int)] = [
      ("points", counts.declared), ("finished", counts.finished), ("reused", counts.reused),
      ("failed", counts.failed), ("cancelled", counts.cancelled), ("active", counts.active),
      ("waiting", counts.waiting),
    ]
    return [
      "sweep": .string(sweep.name.description), "newJobStatus": .string(status.name),
      "message": .string(end?.message ?? SweepState.digest(sweep)),
      "counts": .object(numbers.map { .init($0.0, .integer(Int64($0.1))) }),
      "failures": .array(
        failures.map { failure in
          [
            "point": .string(failure.point.description),
            "values": (try? JSONValue(reading: failure.values)) ?? .null,
            "run": failure.run.map { .string($0.description) } ?? .null,
            "cause": .string(failure.cause),
          ]
        }),
      "commands": .array(commands.map { .string($0) }),
    ]
  }

  /// What helps, the best first.
  private var commands: [String] {
    let name = sweep.name
    var commands = ["kilim describe \(name)"]
    if sweep.counts.failed > 0 { commands.append("kilim retry \(name) --failed") }
    if status == .cancelled { commands.append("kilim retry \(name)") }
    if status == .blocked { commands.append("kilim get points \(name) --status BLOCKED") }
    if status == .finished { commands.append("kilim results \(name)") }
    return commands
  }
}
