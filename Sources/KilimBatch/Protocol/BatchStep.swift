/// The next thing that `BatchCore` wants done. One at a time; its answer goes back to the core.
package enum BatchStep: Hashable, Sendable {
  /// Prepare these submissions on the execution side, then give them to the scheduler as one: a job,
  /// or an array when there are several.
  case submit([PlannedSubmission])
  /// Ask the scheduler for all jobs of this user that it knows.
  case list
  /// Ask the scheduler's accounting for jobs that the scheduler itself has forgotten.
  case account([JobName])
  /// Look at what lies on the execution side about attempts.
  case inspect([String])
  /// Claim submissions, so that they can never start.
  case revoke([SubmissionName])
  /// Have jobs ended, by the scheduler's ids.
  case cancel([String])
  /// Nothing before that time, in milliseconds since boot.
  case wait(until: Int64)
}

package struct PlannedSubmission: Hashable, Sendable {
  package var submission: SubmissionName
  package var job: JobName

  package init(submission: SubmissionName, job: JobName) {
    self.submission = submission
    self.job = job
  }
}

/// What became of a step.
package enum BatchAnswer: Hashable, Sendable {
  case submitted(SubmitAnswer)
  /// Jobs that are not among them are not known to the scheduler.
  case listed([SchedulerRow])
  /// What accounting knows; nil when there is none to ask.
  case accounted([SchedulerRow]?)
  /// By attempt; those that could not be looked at are missing.
  case inspected([String: AttemptEvidence])
  /// By submission: true when it can never start; those that could not be claimed are missing.
  case revoked([SubmissionName: Bool])
  case cancelled
  /// The step could not be done, or nobody knows whether it was.
  case failed(reason: String)
}

/// What is known after giving something to the scheduler.
package enum SubmitAnswer: Hashable, Sendable {
  /// The scheduler has it, under this id.
  case accepted(id: String)
  /// The scheduler will never take it, for the user to read.
  case refused(reason: String)
  /// The scheduler does not take it now.
  case busy(reason: String)
  /// It may have it or not.
  case doubtful(reason: String)
}
