import KilimLifecycle
import KilimModel
import Testing

@testable import KilimController

struct RunEventMessageTests {
  struct Wanted: Sendable {
    var category: EventCategory = .newStatus
    var status: RunStatus?
    var once = false
    var ttl = 10
  }

  @Test(arguments: [
    (Wanted(), RunStatus.queued, RunStatus.running, ["jobs.JOB_NEW_STATUS.RUNNING"]),
    (Wanted(), .running, .running, []),
    (Wanted(status: .finished), .queued, .running, []),
    (Wanted(status: .finished), .archiving, .finished, ["jobs.JOB_NEW_STATUS.FINISHED"]),
    (Wanted(once: true), .pending, .processingInputs, ["jobs.JOB_NEW_STATUS.PROCESSING_INPUTS"]),
    (Wanted(once: true), .queued, .running, []),
    (Wanted(category: .errorMessage), .queued, .running, []),
    (Wanted(category: .errorMessage), .archiving, .failed, ["jobs.JOB_ERROR_MESSAGE.FAILED"]),
    (
      Wanted(category: .errorMessage, once: true), .archiving, .failed,
      ["jobs.JOB_ERROR_MESSAGE.FAILED"]
    ),
    (
      Wanted(category: .all), .archiving, .failed,
      ["jobs.JOB_ERROR_MESSAGE.FAILED", "jobs.JOB_NEW_STATUS.FAILED"]
    ),
    (Wanted(category: .userEvent), .archiving, .failed, []),
    (Wanted(ttl: 0), .queued, .running, []),
  ])
  func `tells a subscriber what it wants to hear`(
    wanted: Wanted, before: RunStatus, after: RunStatus, types: [String]
  ) throws {
    var subscription = PlannedSubscription(
      name: "s", category: wanted.category, status: wanted.status, method: .webhook,
      address: "http://there.test/")
    subscription.once = wanted.once
    subscription.ttlMinutes = wanted.ttl
    let message = try sample(before: before, after: RunState(status: after))
    #expect(message.types(for: subscription) == types)
  }

  @Test func `says all of an end in Tapis' envelope`() throws {
    let exit = ExitRecord(
      end: .signalled(signal: 9), started: Timestamp(milliseconds: 1000),
      ended: Timestamp(milliseconds: 2000), peakMemoryKiB: 1, cpuMilliseconds: 1, timedOut: false,
      cancelled: false)
    let after = RunState(
      status: .failed, condition: .remoteOutcomeError, message: "killed", exit: exit)
    let message = try sample(before: .archiving, after: after)
    let envelope = message.envelope(
      type: "jobs.JOB_NEW_STATUS.FAILED",
      subscription: PlannedSubscription(
        name: "s", category: .newStatus, status: nil, method: .webhook,
        address: "http://there.test/"))
    guard case .string(let data)? = envelope["event"]?["data"] else {
      Issue.record("\(envelope.text)")
      return
    }
    let uuid = message.uuid.description
    #expect(
      data
        == #"{"jobName":"one","jobUuid":"\#(uuid)","jobOwner":"me","run":"job/one#1","#
        + #""newJobStatus":"FAILED","oldJobStatus":"ARCHIVING","message":"killed","#
        + #""condition":"\#(RunCondition.remoteOutcomeError.rawValue)","remoteOutcome":"FAILED","#
        + #""remoteResultInfo":"137","remoteStarted":"\#(exit.started.text)","#
        + #""remoteEnded":"\#(exit.ended.text)"}"#)
    #expect(
      MailText.subject(of: envelope) == "[kilim] job/one#1 FAILED")
    #expect(
      MailText.body(of: envelope) == """
        job/one#1 is FAILED.
        killed

        uuid: \(uuid)
        status before: ARCHIVING
        condition: \(RunCondition.remoteOutcomeError.rawValue)
        exit code: 137
        started: \(exit.started.text)
        ended: \(exit.ended.text)

        More: kilim describe job/one#1

        """)
  }

  @Test func `makes no mail of a payload that it cannot read`() {
    #expect(MailText.subject(of: .object([])) == "[kilim]  ")
  }

  private func sample(before: RunStatus, after: RunState) throws -> RunEventMessage {
    let uuid = try #require(RunUUID(random: [UInt8](repeating: 1, count: 16)))
    var plan = RunPlan(uuid: uuid, created: Timestamp(milliseconds: 0))
    plan.jobName = "one"
    plan.owner = "me"
    return RunEventMessage(
      runName: RunName(owner: ResourceName(.job, "one"), number: 1), uuid: uuid, plan: plan,
      sequence: 3, before: RunState(status: before), after: after,
      time: Timestamp(milliseconds: 5000))
  }
}
