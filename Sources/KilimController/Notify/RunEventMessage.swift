import KilimLifecycle
import KilimModel

/// A change of a run's status as subscribers hear of it (Tapis reference, section 11).
struct RunEventMessage {
  var runName: RunName
  var uuid: RunUUID
  var plan: RunPlan
  /// Of the history row that it tells of.
  var sequence: Int
  var before: RunState
  var after: RunState
  var time: Timestamp

  /// The parts of the type's detail that this change is an event of.
  func types(for subscription: PlannedSubscription) -> [String] {
    guard after.status != before.status, isWanted(by: subscription) else { return [] }
    var types: [String] = []
    if subscription.category == .all || subscription.category == .errorMessage,
      after.status == .failed
    {
      types.append("jobs.\(EventCategory.errorMessage.rawValue).FAILED")
    }
    if subscription.category == .all || subscription.category == .newStatus {
      types.append("jobs.\(EventCategory.newStatus.rawValue).\(after.status.name)")
    }
    return types
  }

  private func isWanted(by subscription: PlannedSubscription) -> Bool {
    let isAlive =
      time.milliseconds(since: plan.created) <= Int64(subscription.ttlMinutes) * 60_000
    if let status = subscription.status { return isAlive && status == after.status }
    guard isAlive, subscription.once else { return isAlive }
    // "Once" for any event is the first one: of errors, the failure itself.
    return before.status == .pending || subscription.category == .errorMessage
  }

  /// The body of a webhook: Tapis' envelope, in which `data` is JSON in a string.
  func envelope(type: String, subscription: PlannedSubscription) -> JSONValue {
    [
      "subscriptionName": .string(subscription.name),
      "deliveryTarget": [
        "deliveryMethod": .string(subscription.method.rawValue),
        "deliveryAddress": .string(subscription.address),
      ],
      "created": .string(time.text),
      "event": [
        "source": "kilim", "type": .string(type), "subject": .string(uuid.description),
        "seriesId": .string(uuid.description), "seriesSeqCount": .integer(Int64(sequence)),
        "timestamp": .string(time.text), "user": .string(plan.owner),
        "data": .string(data.text),
      ],
    ]
  }

  private var data: JSONValue {
    var members: [JSONValue.Member] = [
      .init("jobName", .string(plan.jobName)), .init("jobUuid", .string(uuid.description)),
      .init("jobOwner", .string(plan.owner)), .init("run", .string(runName.description)),
      .init("newJobStatus", .string(after.status.name)),
      .init("oldJobStatus", .string(before.status.name)),
      .init("message", .string(after.message ?? "")),
    ]
    guard after.status.isTerminal else { return .object(members) }
    members.append(.init("condition", after.condition.map { .string($0.rawValue) } ?? .null))
    if let exit = after.exit {
      members.append(
        .init("remoteOutcome", .string(after.status == .finished ? "FINISHED" : "FAILED")))
      members.append(.init("remoteResultInfo", .string(exit.end.resultInfo)))
      members.append(.init("remoteStarted", .string(exit.started.text)))
      members.append(.init("remoteEnded", .string(exit.ended.text)))
    }
    return .object(members)
  }
}

extension ProgramEnd {
  /// The exit code as text; 128 and the number for a signal, as a shell says it.
  package var resultInfo: String { String(exitCode) }

  package var exitCode: Int32 {
    switch self {
    case .exited(let code): code
    case .signalled(let signal): 128 + signal
    }
  }
}
