package import KilimModel

/// The protocol between Kilim and a batch scheduler: values in, values out. No clock, no I/O.
///
/// It says what to do next (`next`), is told what became of it (`take`), and tells what it found out
/// (`takeNews`). The rules:
///
/// - A job starts its program only if it can claim its submission on the execution side, and one
///   claim is all there is. So a submission that reaches the scheduler twice runs once.
/// - A further submission of the same attempt is made only after Kilim itself has claimed the one
///   before: that one can then never start, whatever the scheduler still does with it.
/// - That an attempt never ran is said only after such a claim, too.
/// - How a program ended is said by its exit record; why, by the scheduler. Silence says nothing.
package struct BatchCore: Sendable {
  package let settings: BatchSettings
  /// How people know the scheduler: `Slurm`.
  let scheduler: String
  /// The wall clock, for ends of which there is no record; set before `take`.
  package var wall = Timestamp(milliseconds: 0)

  var attempts: [String: BatchAttempt] = [:]
  /// In line; those that do not wait any more are passed over.
  var line: [String] = []
  var slots = 1
  /// How many jobs some queues may have.
  var queueLimits: [String: Int] = [:]
  /// To be looked at on the execution side.
  var inspections: Set<String> = []
  /// To be claimed, so that they never start.
  var revocations: Set<String> = []
  /// The accounting is to be asked about them.
  var accountings: Set<String> = []
  /// Those in the stage `gone`.
  var departed: Set<String> = []
  var cancelling: Set<String> = []
  /// Submissions that were revoked and may turn up in the scheduler all the same, with the time at
  /// which that was last dealt with.
  var ghosts: [JobName: Int64] = [:]
  /// Ids of such jobs.
  var ghostIDs: Set<String> = []
  var news: [(token: String, news: BatchNews)] = []

  // When what is tried again.
  var listDue: Int64?
  var accountDue: Int64 = 0
  var filesDue: Int64 = 0
  var filesFailures = 0
  var submitDue: Int64 = 0
  var busyAnswers = 0
  /// Of the scheduler; nil while it answers.
  var outage: Outage?
  var rate: SubmitRate
  var largestArray: Int
  /// Since when something is in the scheduler.
  var activeSince: Int64?
  /// When the step began that is under way.
  var stepBegan: Int64 = 0

  struct Outage: Hashable, Sendable {
    var since: Int64
    var reason: String
    var failures: Int
    /// When it is tried again.
    var due: Int64
    /// When records are looked at meanwhile.
    var nextLook: Int64
  }

  package init(scheduler: String, settings: BatchSettings = BatchSettings()) {
    self.scheduler = scheduler
    self.settings = settings
    rate = SubmitRate(perSecond: settings.submitRate, burst: settings.submitBurst)
    largestArray = settings.largestArray
  }

  /// How many jobs may be in the scheduler at once.
  package mutating func setSlots(_ count: Int) { slots = max(1, count) }

  /// How many jobs may be in the scheduler at once, by logical queue; without one, as many as slots.
  package mutating func setQueueLimits(_ limits: [String: Int]) { queueLimits = limits }

  /// The largest array that the site takes; 1 for none.
  package mutating func setLargestArray(_ count: Int) { largestArray = max(1, count) }

  /// Takes attempts whose intent is stored. One that is known already is not taken twice.
  ///
  /// - Parameter arrayGroup: those with the same may become an array.
  package mutating func submit(
    _ token: String, queue: String = "", arrayGroup: String?, now: Int64
  ) {
    guard attempts[token] == nil else { return }
    attempts[token] = BatchAttempt(
      stage: .waiting, queue: queue, arrayGroup: arrayGroup, changed: now)
    line.append(token)
    tell(token, .queued)
  }

  /// Takes over an attempt of an earlier engine, of which everything or nothing may have happened.
  package mutating func attach(
    _ token: String, queue: String = "", arrayGroup: String?, hasStarted: Bool, now: Int64
  ) {
    guard attempts[token] == nil else { return }
    var attempt = BatchAttempt(
      stage: .examining, queue: queue, arrayGroup: arrayGroup, changed: now)
    attempt.hadStarted = hasStarted
    attempts[token] = attempt
    inspections.insert(token)
  }

  package mutating func cancel(_ token: String, now: Int64) {
    guard var attempt = attempts[token], !attempt.isCancelling else { return }
    attempt.isCancelling = true
    attempt.changed = now
    attempts[token] = attempt
    if attempt.stage == .waiting { return finish(token, .cancelledBeforeStart) }
    cancelling.insert(token)
    if attempt.id == nil { list(by: now) }
  }

  /// Forgets an attempt whose outcome is stored.
  package mutating func acknowledge(_ token: String) { forget(token) }

  /// All that was found out since the last call.
  package mutating func takeNews() -> [(token: String, news: BatchNews)] {
    defer { news.removeAll() }
    return news
  }

  package var hasNews: Bool { !news.isEmpty }

  /// Nothing is left to do or to watch.
  package var isIdle: Bool { attempts.isEmpty }
}

extension BatchCore {
  mutating func tell(_ token: String, _ one: BatchNews) { news.append((token, one)) }

  mutating func say(_ token: String, _ words: String) {
    guard attempts[token] != nil, attempts[token]?.words != words else { return }
    attempts[token]?.words = words
    tell(token, .words(words))
  }

  mutating func finish(_ token: String, _ last: BatchNews) {
    tell(token, last)
    forget(token)
  }

  private mutating func forget(_ token: String) {
    attempts[token] = nil
    inspections.remove(token)
    revocations.remove(token)
    accountings.remove(token)
    departed.remove(token)
    cancelling.remove(token)
    if attempts.isEmpty { activeSince = nil }
  }

  mutating func move(_ token: String, to stage: BatchAttempt.Stage, now: Int64) {
    guard attempts[token] != nil else { return }
    attempts[token]?.stage = stage
    attempts[token]?.changed = now
    if case .gone = stage { departed.insert(token) } else { departed.remove(token) }
    if stage != .waiting, activeSince == nil { activeSince = now }
  }

  mutating func list(by time: Int64) { listDue = min(listDue ?? .max, time) }
}
