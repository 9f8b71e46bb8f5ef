import KilimLifecycle
import KilimModel
import KilimStore

/// A run whose subscribers are told of its changes.
struct NotifiedRun {
  var name: RunName
  /// Its uuid, names, owner and subscriptions are used.
  var plan: RunPlan

  /// The messages about a transition, to be written with it.
  func deliveries(about transition: Transition) -> [NewDelivery] {
    guard transition.after.status != transition.before.status else { return [] }
    let message = RunEventMessage(
      runName: name, uuid: plan.uuid, plan: plan, sequence: transition.sequence,
      before: transition.before, after: transition.after, time: transition.time)
    return plan.subscriptions.flatMap { subscription in
      message.types(for: subscription).map { type in
        NewDelivery(
          method: subscription.method, address: subscription.address, eventType: type,
          payload: message.envelope(type: type, subscription: subscription).text,
          expires: transition.time.adding(seconds: DeliveryPolicy.lifetimeSeconds))
      }
    }
  }
}

extension StoreTransaction {
  /// Writes what a user decided about a run, with the messages to its subscribers.
  func record(_ run: RunID, _ event: RunEvent, _ now: Timestamp) throws(StoreError) {
    let notified = try notifiedRun(run)
    try record([RunUpdate(run: run, events: [TimedEvent(event, at: now)])]) { transition in
      notified?.deliveries(about: transition) ?? []
    }
  }

  /// A lost run that is run again is given up.
  func abandonIfLost(_ run: RunID, _ now: Timestamp) throws(StoreError) {
    guard try self.run(run)?.state.isLost == true else { return }
    try record(run, .abandoned, now)
  }

  /// Nil for a plan that cannot be read.
  private func notifiedRun(_ run: RunID) throws(StoreError) -> NotifiedRun? {
    guard let record = try self.run(run), let text = try plan(of: run),
      let value = try? JSONValue(reading: text), let plan = RunPlan(json: value)
    else { return nil }
    return NotifiedRun(
      name: RunName(owner: record.owner.name, number: record.number), plan: plan)
  }
}
