import KilimBatch
import KilimModel
import KilimTestSupport

/// A batch scheduler with its nodes and the shared file system, without any of them: time is a
/// number, and chance comes from a seed. It knows what really happened.
struct SimulatedCluster {
  /// What one submission's directory holds.
  struct Slot {
    var job: JobName
    var claim = SubmissionEvidence.Claim.open
    var start: StartRecord?
    var exit: JobExitRecord?
    /// When the exit record is seen everywhere.
    var exitSeen: Int64 = 0
  }

  struct Job {
    enum State {
      case waiting
      /// By the first programs that it could start: token and end.
      case running
      case over(SchedulerVerdict, at: Int64)
    }
    var id: String
    var name: JobName
    var token: String
    var number: Int
    var accepted: Int64
    var state = State.waiting
    /// When it starts; when its program ends by itself.
    var starts: Int64
    var ends: Int64 = .max
    /// Why it does not end by itself, and when.
    var fate: (end: SchedulerEnd, at: Int64)?
    var ran = false
  }

  /// What really became of an attempt.
  struct Truth {
    var starts = 0
    /// The program's own exit code, once it ended by itself.
    var code: Int32?
    var killed: SchedulerEnd?
    /// The job wrote that it was killed.
    var wroteOfKill = false
    var cancelled = false
    /// The site takes no such job.
    var isRefused = false
  }

  var now: Int64 = 0
  var random: SeededGenerator
  var files: [String: [Int: Slot]] = [:]
  var jobs: [Job] = []
  /// Given to a hung controller, and not yet taken in.
  var underWay: [(due: Int64, planned: [PlannedSubmission])] = []
  var truth: [String: Truth] = [:]
  var nextID = 1
  var earlierRows: [SchedulerRow] = []
  /// Until when the controller does not answer.
  var hungUntil: Int64 = 0
  let hasAccounting: Bool
  let memory: Int64
  var largestArray: Int
  var mistakes: [String] = []

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    hasAccounting = random.chance(2)
    memory = random.chance(2) ? 300_000 : 8_000
    largestArray = random.chance(2) ? 1 : 8
  }

  /// In the first hours everything may happen; later nothing is killed any more, so that waits end.
  var isWild: Bool { now < 2 * 3_600_000 }

  var wall: Timestamp { Timestamp(milliseconds: 1_700_000_000_000 + now) }

  mutating func order(_ token: String) {
    truth[token] = Truth(isRefused: random.chance(25))
  }

  // MARK: What happens by itself

  mutating func pass(_ milliseconds: Int64) {
    let end = now + milliseconds
    while now < end {
      now = min(end, now + 500)
      takeIn()
      for index in jobs.indices { live(index) }
    }
  }

  private mutating func takeIn() {
    guard now >= hungUntil else { return }
    for request in underWay where request.due <= now { accept(request.planned) }
    underWay.removeAll { $0.due <= now }
  }

  private mutating func live(_ index: Int) {
    switch jobs[index].state {
    case .waiting where jobs[index].starts <= now: start(index)
    case .running:
      if let fate = jobs[index].fate, fate.at <= now {
        end(index, by: fate.end)
      } else if jobs[index].ends <= now {
        end(index)
      }
    default: break
    }
  }

  private mutating func start(_ index: Int) {
    let (token, number) = (jobs[index].token, jobs[index].number)
    jobs[index].state = .running
    guard files[token]?[number]?.claim == .open else {
      // Somebody has the claim: the script ends without starting anything.
      let verdict = SchedulerVerdict(
        .failed, exitCode: BatchCore.claimFailure, words: "FAILED")
      jobs[index].state = .over(verdict, at: now)
      return
    }
    if random.chance(30) {
      // The node never got as far as the script.
      let kinds: [SchedulerVerdict.Kind] = [.ended(.nodeFailure), .failed, .ended(.preempted)]
      jobs[index].state = .over(
        SchedulerVerdict(kinds.randomElement(using: &random) ?? .failed, words: "early"), at: now)
      return
    }
    files[token]?[number]?.claim = .started
    let start = StartRecord(started: wall, id: jobs[index].id, job: Int32(index), host: "n1")
    files[token]?[number]?.start = start
    truth[token]?.starts += 1
    jobs[index].ran = true
    jobs[index].ends = now + Int64.random(in: 500...90_000, using: &random)
    if random.chance(4), let end = SchedulerEnd.allCases.randomElement(using: &random) {
      jobs[index].fate = (end, now + Int64.random(in: 500...90_000, using: &random))
    }
  }

  private mutating func end(_ index: Int) {
    let code: Int32 = random.chance(3) ? [1, 3, 137, 255].randomElement(using: &random) ?? 1 : 0
    truth[jobs[index].token]?.code = code
    write(index, code)
    jobs[index].state = .over(
      SchedulerVerdict(code == 0 ? .completed : .failed, exitCode: code, words: "ended"), at: now)
  }

  private mutating func end(_ index: Int, by end: SchedulerEnd) {
    truth[jobs[index].token]?.killed = end
    if jobs[index].ran, end != .nodeFailure, random.chance(2) {
      truth[jobs[index].token]?.wroteOfKill = true
      write(index, 143)
    }
    jobs[index].state = .over(
      SchedulerVerdict(.ended(end), signal: 15, words: "\(end)"), at: now)
  }

  private mutating func write(_ index: Int, _ code: Int32) {
    let (token, number) = (jobs[index].token, jobs[index].number)
    let record = JobExitRecord(started: wall, ended: wall, code: code)
    let seen = now + (random.chance(4) ? 4_000 : 0)
    files[token]?[number]?.exit = record
    files[token]?[number]?.exitSeen = seen
  }

  private mutating func accept(_ planned: [PlannedSubmission]) {
    let id = String(nextID)
    nextID += 1
    for one in planned {
      jobs.append(
        Job(
          id: one.job.index.map { "\(id)_\($0)" } ?? id, name: one.job,
          token: one.submission.token, number: one.submission.number, accepted: now,
          starts: now + Int64.random(in: 0...60_000, using: &random)))
    }
  }
}

// MARK: What it is asked

extension SimulatedCluster {
  /// Does a step. Nil when the engine was killed on the way: then nobody hears the answer.
  mutating func perform(_ step: BatchStep) -> BatchAnswer? {
    let mayDie = isWild && random.chance(40)
    let answer: BatchAnswer
    switch step {
    case .submit(let planned):
      guard let submitted = submit(planned, mayDie: mayDie) else { return nil }
      answer = submitted
    case .list: answer = list()
    case .account(let names): answer = account(names)
    case .inspect(let tokens): answer = inspect(tokens)
    case .revoke(let names): answer = revoke(names)
    case .cancel(let ids): answer = cancel(ids)
    case .wait(let until):
      pass(max(1, min(until, now + 120_000) - now))
      return .cancelled
    }
    pass(Int64.random(in: 5...1_500, using: &random))
    misfortune()
    return mayDie ? nil : answer
  }

  private mutating func misfortune() {
    guard isWild else { return }
    if random.chance(60) { hungUntil = now + Int64.random(in: 1_000...40_000, using: &random) }
    guard random.chance(80) else { return }
    // The controller is killed: what it took in lately is forgotten, and ids are given out again.
    for index in jobs.indices where jobs[index].accepted + 5_000 > now {
      if case .running = jobs[index].state { end(index, by: .cancelled) }
    }
    jobs.removeAll { $0.accepted + 5_000 > now }
    nextID = max(1, nextID - 3)
  }

  private mutating func submit(
    _ planned: [PlannedSubmission], mayDie: Bool
  ) -> BatchAnswer? {
    let refused = planned.filter { truth[$0.submission.token]?.isRefused == true }
    for one in planned {
      let (token, number) = (one.submission.token, one.submission.number)
      for (earlier, slot) in files[token] ?? [:] where earlier < number && slot.claim != .revoked {
        mistakes.append("submission \(number) of \(token.suffix(3)) while \(earlier) may start")
      }
      if let slot = files[token]?[number] {
        if slot.claim != .open { mistakes.append("a used submission is given out again") }
        files[token]?[number]?.job = one.job
      } else {
        files[token, default: [:]][number] = Slot(job: one.job)
      }
      if mayDie, random.chance(4) { return nil }
    }
    if planned.count > largestArray || (!refused.isEmpty && random.chance(1)) {
      if now >= hungUntil { return .submitted(.refused(reason: "Invalid partition")) }
    }
    if now < hungUntil {
      if refused.isEmpty, random.chance(2) {
        underWay.append((now + Int64.random(in: 0...30_000, using: &random), planned))
      }
      pass(10_000)
      return .submitted(.doubtful(reason: "Socket timed out"))
    }
    if random.chance(20) { return .submitted(.busy(reason: "QOSMaxSubmitJobPerUserLimit")) }
    let id = String(nextID)
    accept(planned)
    if random.chance(30) { accept(planned) }
    return random.chance(12)
      ? .submitted(.doubtful(reason: "killed")) : .submitted(.accepted(id: id))
  }

  private mutating func list() -> BatchAnswer {
    if now < hungUntil || random.chance(15) {
      pass(1_000)
      return .failed(reason: "Unable to contact slurm controller")
    }
    let rows = rows { job in
      if case .over(_, let at) = job.state { at + memory > now } else { true }
    }
    // An answer that was long on its way.
    if random.chance(25) { return .listed(earlierRows) }
    earlierRows = rows
    return .listed(rows)
  }

  private mutating func account(_ names: [JobName]) -> BatchAnswer {
    guard hasAccounting else { return .accounted(nil) }
    if random.chance(10) { return .failed(reason: "Problem talking to the database") }
    let asked = Set(names)
    return .accounted(
      rows { job in
        guard asked.contains(job.name) else { return false }
        if case .over(_, let at) = job.state { return at + 3_000 < now }
        return true
      })
  }

  private func rows(_ isKnown: (Job) -> Bool) -> [SchedulerRow] {
    jobs.filter(isKnown).map { job in
      let state: SchedulerRow.State =
        switch job.state {
        case .waiting: .waiting(reason: "Priority")
        case .running: .running
        case .over(let verdict, _): .over(verdict)
        }
      return SchedulerRow(name: job.name, id: job.id, state: state)
    }
  }

  private mutating func inspect(_ tokens: [String]) -> BatchAnswer {
    if random.chance(20) { return .failed(reason: "no route to host") }
    var evidence: [String: AttemptEvidence] = [:]
    for token in tokens {
      if random.chance(40) { continue }
      guard let slots = files[token], let number = slots.keys.max(), let slot = slots[number] else {
        evidence[token] = AttemptEvidence.none
        continue
      }
      evidence[token] = .submission(
        SubmissionEvidence(
          number: number, name: slot.job, claim: slot.claim, start: slot.start,
          exit: slot.exitSeen <= now ? slot.exit : nil))
    }
    return .inspected(evidence)
  }

  private mutating func revoke(_ names: [SubmissionName]) -> BatchAnswer {
    if random.chance(20) { return .failed(reason: "no route to host") }
    var results: [SubmissionName: Bool] = [:]
    for name in names {
      guard let slot = files[name.token]?[name.number] else { continue }
      if slot.claim == .open { files[name.token]?[name.number]?.claim = .revoked }
      if random.chance(20) { continue }
      results[name] = slot.claim != .started
    }
    return .revoked(results)
  }

  private mutating func cancel(_ ids: [String]) -> BatchAnswer {
    if now < hungUntil { return .failed(reason: "Unable to contact slurm controller") }
    for index in jobs.indices where ids.contains(jobs[index].id) && !random.chance(6) {
      switch jobs[index].state {
      case .waiting:
        jobs[index].state = .over(
          SchedulerVerdict(.ended(.cancelled), signal: 15, words: "CANCELLED"), at: now)
      case .running:
        truth[jobs[index].token]?.cancelled = true
        jobs[index].fate = (.cancelled, now + Int64.random(in: 0...8_000, using: &random))
      case .over: break
      }
    }
    return .cancelled
  }
}
