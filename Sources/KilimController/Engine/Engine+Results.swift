import KilimLifecycle
import KilimModel
import KilimStore
import KilimTransport

extension Engine {
  /// Takes what the workers bring back.
  func takeStepResults(now: Timestamp) {
    for result in steps.takeResults() {
      switch result {
      case .directoriesMade(let run, let failure): directoriesMade(run, failure)
      case .inputsStaged(let run, let failure):
        stepEnded(run, failure, .unableToStageInputs, success: .inputsStaged)
      case .jobStaged(let run, let failure):
        stepEnded(run, failure, .unableToStageJob, success: .jobStaged)
      case .archived(let run, let outcome): archiveEnded(run, outcome)
      case .delivered: break
      }
    }
    for result in deliveries.takeResults() {
      guard case .delivered(let id, let error) = result else { continue }
      outbox.ended.append((id, error))
    }
  }

  private func stepEnded(
    _ run: RunID, _ failure: StepResult.Failure?, _ condition: RunCondition, success: RunEvent
  ) {
    guard let active = runs[run], active.worker != nil else { return }
    runs[run]?.worker = nil
    touched.append(run)
    // A step that was stopped by a wish to cancel has not failed: the wish decides.
    if active.state.cancelRequested { return }
    if let host = failure?.host { return noteAway(host, run) }
    if let failure {
      stepFailed(condition, reason: failure.reason, run)
    } else {
      happened(success, to: run)
    }
  }

  /// A step before the launch failed: for good, unless another attempt follows.
  func stepFailed(_ condition: RunCondition, reason: String, _ run: RunID) {
    if let next = nextAttempt(of: run, after: RetryCause.ofStep(condition)) {
      var told = next
      told.message += " (\(reason))"
      happened(.attemptStarted(told), to: run)
    } else {
      happened(.stepFailed(condition, reason: reason), to: run)
    }
  }

  private func archiveEnded(_ run: RunID, _ outcome: Result<ArchiveReport, StepResult.Failure>) {
    guard let active = runs[run], active.worker != nil else { return }
    runs[run]?.worker = nil
    touched.append(run)
    switch outcome {
    case .success(let report):
      outputDigests[run] = Array(report.digest.bytes.prefix(16))
      happened(.archived, to: run)
    case .failure(let error):
      if active.state.cancelRequested { return }
      if let host = error.host { return noteAway(host, run) }
      happened(.archiveFailed(reason: error.reason), to: run)
    }
  }
}
