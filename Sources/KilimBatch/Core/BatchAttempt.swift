import KilimModel

/// What `BatchCore` knows of one attempt.
struct BatchAttempt: Hashable, Sendable {
  /// Where it is. Each case carries what is known there, and no more.
  enum Stage: Hashable, Sendable {
    /// Nothing of it can start; it stands in line.
    case waiting
    /// Taken over from an earlier engine: what lies on the execution side comes first.
    case examining
    /// A submission is under way.
    case submitting
    /// The answer to a submission was lost at that time.
    case doubtful(since: Int64)
    /// The scheduler has it.
    case held
    /// The scheduler has it no longer, or will never have it.
    case gone(Departure)
  }

  var stage: Stage
  /// Of the newest submission; 0 for none.
  var number = 0
  /// A job with that number may exist, or may have existed.
  var isNumberUsed = false
  /// Of the newest submission.
  var name: JobName?
  /// The scheduler's; nil while it is not known.
  var id: String?
  /// The logical queue that it goes to.
  var queue: String
  /// Attempts of the same one may be submitted as an array; nil for one that may not.
  var arrayGroup: String?
  var isCancelling = false
  /// When the scheduler was last told to end it.
  var lastCancel: Int64?
  /// It was said that its program runs.
  var isRunningTold = false
  /// It was taken over, and its program had been seen running.
  var hadStarted = false
  /// When something happened to it last.
  var changed: Int64
  var words: String?

  init(stage: Stage, queue: String, arrayGroup: String?, changed: Int64) {
    self.stage = stage
    self.queue = queue
    self.arrayGroup = arrayGroup
    self.changed = changed
  }

  /// It takes a place in the scheduler, or may.
  var takesPlace: Bool { stage != .waiting }

  var submission: SubmissionName? { name.map(\.submission) }
}

/// An attempt that its scheduler has let go of, or never had.
struct Departure: Hashable, Sendable {
  var since: Int64
  /// The scheduler's words, by the ids of the jobs of its name: mostly one.
  var verdicts: [String: SchedulerVerdict]
  /// Why the scheduler would not take it.
  var refusal: String?
  var accounting = Accounting.notAsked
  /// When what lies on the execution side is looked at again.
  var nextLook: Int64

  enum Accounting: Hashable, Sendable {
    case notAsked
    /// It knows nothing of it yet.
    case silent
    /// There is none.
    case unavailable
  }

  init(since: Int64, verdicts: [String: SchedulerVerdict] = [:], refusal: String? = nil) {
    self.since = since
    self.verdicts = verdicts
    self.refusal = refusal
    nextLook = since
  }

  /// The word about the job that started the program; nil when there is none.
  func verdict(of start: StartRecord?) -> SchedulerVerdict? {
    if let start { return verdicts[start.id] }
    return verdicts.count == 1 ? verdicts.values.first : nil
  }

  /// A word about a job that never started the program.
  var anyVerdict: SchedulerVerdict? { verdicts.sorted { $0.key < $1.key }.first?.value }
}
