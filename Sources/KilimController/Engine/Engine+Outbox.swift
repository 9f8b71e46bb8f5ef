import KilimLifecycle
import KilimModel
import KilimStore
import KilimTransport

extension Engine {
  /// The messages about a transition, to be written with it.
  func deliveries(about transition: Transition) -> [NewDelivery] {
    guard transition.after.status != transition.before.status,
      let active = runs[transition.run], let traits = active.traits, !traits.subscriptions.isEmpty,
      let plan = loadedPlan(of: active)
    else { return [] }
    let new = NotifiedRun(name: active.name, plan: plan).deliveries(about: transition)
    if !new.isEmpty { outbox.next = transition.time }
    return new
  }

  /// Only what the message needs: the plan itself is gone once the run was submitted.
  private func loadedPlan(of active: ActiveRun) -> RunPlan? {
    if let plan = active.plan { return plan }
    guard let traits = active.traits else { return nil }
    var plan = RunPlan(uuid: active.uuid, created: traits.created)
    plan.jobName = active.owner.name.name
    plan.owner = traits.owner
    plan.subscriptions = traits.subscriptions
    return plan
  }

  /// Hands due messages to workers, and notes how the last ones went.
  func deliverDue(now: Timestamp) throws(StoreError) {
    guard let postman else {
      outbox.next = nil
      return
    }
    try noteDelivered(now: now)
    guard let next = outbox.next, next <= now else { return }
    let (due, later) = try store.read {
      reader throws(StoreError) -> ([DeliveryRecord], Timestamp?) in
      (try reader.dueDeliveries(now: now), try reader.nextDeliveryTime())
    }
    for record in due where outbox.inFlight[record.id] == nil {
      outbox.inFlight[record.id] = record
      let message = OutgoingMessage(record)
      deliveries.submit {
        do throws(TransferError) {
          try postman.deliver(message)
          return .delivered(record.id, nil)
        } catch {
          return .delivered(record.id, error)
        }
      }
    }
    // What is in flight is due as well: it is asked for again when it has ended.
    outbox.next = later.map { $0 <= now ? now.adding(seconds: 1) : $0 }
  }

  private func noteDelivered(now: Timestamp) throws(StoreError) {
    guard !outbox.ended.isEmpty else { return }
    if let due = outbox.noteDue, due > surroundings.sinceBoot() { return }
    let ended = outbox.ended
    do throws(StoreError) {
      try store.write { transaction throws(StoreError) in
        for (id, error) in ended { try note(id, error, now, transaction) }
        try transaction.expireDeliveries(now: now)
      }
    } catch {
      guard error.mayPass else { throw error }
      // Kept, and not sent again meanwhile: a full disk must not flood the receivers.
      outbox.noteDue = surroundings.sinceBoot() + 1000
      return observer.hindered(by: error.message)
    }
    outbox.noteDue = nil
    for (id, _) in ended { outbox.inFlight[id] = nil }
    outbox.ended.removeAll()
    outbox.next = now
  }

  private func note(
    _ id: DeliveryID, _ error: TransferError?, _ now: Timestamp, _ transaction: StoreTransaction
  ) throws(StoreError) {
    guard let error else { return try transaction.markDelivered(id) }
    guard error.isTemporary else { return try transaction.markFailed(id, error: error.message) }
    let tries = (outbox.inFlight[id]?.attempts ?? 0) + 1
    let pause = DeliveryPolicy.pauseSeconds(afterTry: tries, askedFor: error.retryAfterSeconds)
    try transaction.postpone(id, until: now.adding(seconds: pause), error: error.message)
  }
}

extension OutgoingMessage {
  init(_ record: DeliveryRecord) {
    let payload = (try? JSONValue(reading: record.message.payload)) ?? .object([])
    let subject = record.run.map { "\($0.rawValue)" } ?? "object\(record.object?.rawValue ?? 0)"
    let key = "\(subject)-\(record.id.rawValue)"
    self.init(
      method: record.message.method, address: record.message.address,
      payload: record.message.payload, idempotencyKey: key,
      mail: MailMessage(
        to: record.message.address, subject: MailText.subject(of: payload),
        body: MailText.body(of: payload), messageID: key, date: MailText.date(of: record)))
  }
}
