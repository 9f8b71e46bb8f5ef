import KilimLifecycle
import KilimModel
import Testing

@Suite struct RunTransitionTests {
  @Test(arguments: [
    (RunEvent.admitted, RunStatus.pending, RunStatus.processingInputs),
    (.directoriesCreated, .processingInputs, .stagingInputs),
    (.inputsStaged, .stagingInputs, .stagingJob),
    (.jobStaged, .stagingJob, .submittingJob),
    (.submitted, .submittingJob, .queued),
    (.started(processID: 7), .queued, .running),
    (.ended(.success), .running, .archiving),
    (.failedToStart(reason: "no program"), .queued, .failed),
    (.lost(reason: "gone"), .queued, .blocked),
    (.lost(reason: "gone"), .running, .blocked),
    (.archiveFailed(reason: "disk full"), .archiving, .failed),
    (.stepFailed(.unableToStageInputs, reason: "gone"), .stagingInputs, .failed),
    (.blocked(.remoteAccessError, reason: "unreachable"), .stagingInputs, .blocked),
    (.suspended, .pending, .paused),
    (.superseded, .submittingJob, .cancelled),
  ])
  func `moves along the life cycle`(event: RunEvent, from: RunStatus, to: RunStatus) throws {
    let state = try RunLifecycle.state(after: event, in: RunState(status: from))
    #expect(state.status == to)
  }

  @Test(arguments: [
    (ExitRecord.success, RunStatus.finished, RunCondition.normalCompletion, nil as String?),
    (
      ExitRecord.ended(.exited(code: 3)), .failed, .remoteOutcomeError,
      "the program ended with exit code 3"
    ),
    (
      ExitRecord.ended(.signalled(signal: 9)), .failed, .remoteOutcomeError,
      "the program was killed by signal 9 (SIGKILL)"
    ),
    (
      ExitRecord.ended(.signalled(signal: 15), timedOut: true), .failed, .executionTimeout,
      "the program ran past its time limit and was ended"
    ),
  ])
  func `gives the verdict that the exit record proves`(
    record: ExitRecord, status: RunStatus, condition: RunCondition, message: String?
  ) throws {
    var state = RunState(status: .running)
    for event in [RunEvent.ended(record), .archiveSkipped] {
      state = try RunLifecycle.state(after: event, in: state)
    }
    #expect(state.status == status)
    #expect(state.condition == condition)
    #expect(state.message == message)
  }

  @Test func `cancels a program only when it was asked for`() throws {
    let killed = RunEvent.ended(.ended(.signalled(signal: 15), cancelled: true))
    let wanted = try RunLifecycle.state(
      after: killed, in: RunState(status: .running, cancelRequested: true))
    #expect(wanted.status == .cancelled)
    let unwanted = try RunLifecycle.state(after: killed, in: RunState(status: .running))
    #expect(unwanted.status == .archiving)
  }

  @Test func `goes on where it was held`() throws {
    let held = try RunLifecycle.state(
      after: .blocked(.remoteAccessError, reason: "quota"), in: RunState(status: .stagingInputs))
    #expect(held.message == "quota")
    #expect(try RunLifecycle.state(after: .unblocked, in: held) == RunState(status: .stagingInputs))
  }

  @Test func `copies once more only after a failed copy`() throws {
    let failed = RunState(status: .failed, condition: .archivingFailed, exit: .success)
    #expect(try RunLifecycle.state(after: .archiveRetried, in: failed).status == .archiving)
    #expect(throws: InvalidTransition.self) {
      try RunLifecycle.state(
        after: .archiveRetried, in: RunState(status: .failed, condition: .launchFailure))
    }
  }
}
