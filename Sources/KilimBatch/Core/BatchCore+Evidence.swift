import KilimModel

extension BatchCore {
  /// Takes what lies on the execution side about an attempt; nil when that could not be seen.
  mutating func takeEvidence(_ evidence: AttemptEvidence?, of token: String, now: Int64) {
    guard let evidence else { return }
    inspections.remove(token)
    guard let attempt = attempts[token] else { return }
    switch (evidence, attempt.stage) {
    case (_, .waiting), (_, .submitting), (_, .doubtful): break
    case (.none, .examining):
      finish(
        token,
        attempt.hadStarted ? .lost(reason: Self.directoryIsGone) : .notClaimed)
    case (.none, .held): break
    case (.none, .gone): finish(token, .lost(reason: Self.directoryIsGone))
    case (.submission(let found), .examining): takeOver(token, attempt, found, now: now)
    case (.submission(let found), .held): takeRecords(token, attempt, found, now: now)
    case (.submission(let found), .gone(let departure)):
      judge(token, attempt, found, departure, now: now)
    }
  }

  private static let directoryIsGone =
    "its directory on the execution system is gone, and its records with it"

  /// Of an attempt of an earlier engine.
  private mutating func takeOver(
    _ token: String, _ attempt: BatchAttempt, _ found: SubmissionEvidence, now: Int64
  ) {
    attempts[token]?.number = found.number
    attempts[token]?.isNumberUsed = true
    attempts[token]?.name = found.name
    tell(token, .queued)
    switch found.claim {
    case .started:
      move(token, to: .held, now: now)
      list(by: now)
      takeRecords(token, attempts[token] ?? attempt, found, now: now)
    case .open:
      move(token, to: .doubtful(since: now), now: now)
      list(by: now)
    case .revoked:
      if attempt.hadStarted {
        return finish(token, .lost(reason: "it was seen running, and its claim is another's"))
      }
      if attempt.isCancelling { return finish(token, .cancelledBeforeStart) }
      standInLine(token, now: now)
    }
  }

  private mutating func standInLine(_ token: String, now: Int64) {
    move(token, to: .waiting, now: now)
    attempts[token]?.id = nil
    line.append(token)
  }

  /// Of one that the scheduler has, as far as is known.
  private mutating func takeRecords(
    _ token: String, _ attempt: BatchAttempt, _ found: SubmissionEvidence, now: Int64
  ) {
    if let start = found.start { tellRunning(token, start, now: now) }
    guard let exit = found.exit else { return }
    if exit.code == 0 { return finish(token, .ended(exitRecord(attempt, found, exit, nil))) }
    // Why it failed the scheduler can say, if it says anything at all.
    guard let outage, now - outage.since >= settings.causePatience else { return }
    finish(token, .ended(exitRecord(attempt, found, exit, nil)))
  }

  private mutating func tellRunning(_ token: String, _ start: StartRecord, now: Int64) {
    guard attempts[token]?.isRunningTold == false else { return }
    attempts[token]?.isRunningTold = true
    attempts[token]?.changed = now
    tell(token, .running(job: start.job))
  }
}

// MARK: Verdicts

extension BatchCore {
  /// Of one that the scheduler has no longer.
  private mutating func judge(
    _ token: String, _ attempt: BatchAttempt, _ found: SubmissionEvidence,
    _ departure: Departure, now: Int64
  ) {
    switch found.claim {
    case .open: revocations.insert(token)
    case .revoked:
      takeRevocation(true, of: SubmissionName(token: token, number: found.number), now: now)
    case .started:
      if let exit = found.exit {
        judge(token, attempt, found, exit, departure, now: now)
      } else {
        judgeWithoutRecord(token, attempt, found, departure, now: now)
      }
    }
  }

  private mutating func judge(
    _ token: String, _ attempt: BatchAttempt, _ found: SubmissionEvidence, _ exit: JobExitRecord,
    _ departure: Departure, now: Int64
  ) {
    if let start = found.start { tellRunning(token, start, now: now) }
    let verdict = departure.verdict(of: found.start)
    let isExplained = exit.code == 0 || verdict != nil
    guard !isExplained, departure.accounting != .unavailable,
      now - departure.since < settings.causePatience
    else {
      return finish(
        token, .ended(exitRecord(attempt, found, exit, verdict)))
    }
    askAccounting(token, departure, now: now)
  }

  private mutating func judgeWithoutRecord(
    _ token: String, _ attempt: BatchAttempt, _ found: SubmissionEvidence,
    _ departure: Departure, now: Int64
  ) {
    if let start = found.start { tellRunning(token, start, now: now) }
    let waited = now - departure.since
    guard let verdict = departure.verdict(of: found.start) else {
      guard waited >= settings.silencePatience else {
        return departure.accounting == .unavailable
          ? lookLater(token, departure, now: now) : askAccounting(token, departure, now: now)
      }
      return finish(
        token,
        .lost(
          reason:
            "\(scheduler) does not know its job \(attempt.id ?? "") any more, and it left no exit record"
        ))
    }
    if verdict.kind == .completed {
      guard waited >= settings.silencePatience else {
        return lookLater(token, departure, now: now)
      }
      return finish(
        token, .lost(reason: "\(scheduler) says \(verdict.words), yet there is no exit record"))
    }
    guard waited >= settings.recordPatience else { return lookLater(token, departure, now: now) }
    finish(token, .ended(exitRecord(attempt, found, verdict)))
  }

  private mutating func askAccounting(_ token: String, _ departure: Departure, now: Int64) {
    lookLater(token, departure, now: now)
    accountings.insert(token)
  }

  private mutating func lookLater(_ token: String, _ departure: Departure, now: Int64) {
    var departure = departure
    let waited = now - departure.since
    departure.nextLook =
      now + min(max(settings.shortestInterval, waited / 4), settings.recordPatience)
    attempts[token]?.stage = .gone(departure)
  }

  /// By the job's own record.
  private func exitRecord(
    _ attempt: BatchAttempt, _ found: SubmissionEvidence, _ exit: JobExitRecord,
    _ verdict: SchedulerVerdict?
  ) -> ExitRecord {
    var record = ExitRecord(
      end: exit.end, started: exit.started, ended: exit.ended,
      cpuMilliseconds: exit.cpuMilliseconds)
    guard exit.code != 0 else { return record }
    explain(&record, attempt, verdict)
    return record
  }

  /// By the scheduler's word alone.
  private func exitRecord(
    _ attempt: BatchAttempt, _ found: SubmissionEvidence, _ verdict: SchedulerVerdict
  ) -> ExitRecord {
    let end: ProgramEnd =
      verdict.signal > 0 || verdict.exitCode == 0
      ? .signalled(signal: verdict.signal > 0 ? verdict.signal : 9)
      : .exited(code: verdict.exitCode)
    let started = found.start?.started ?? wall
    var record = ExitRecord(end: end, started: started, ended: max(wall, started))
    explain(&record, attempt, verdict)
    // The scheduler knows that the script failed, and nobody knows what the program did.
    if verdict.kind == .failed { record.scheduler = .terminated }
    return record
  }

  private func explain(
    _ record: inout ExitRecord, _ attempt: BatchAttempt, _ verdict: SchedulerVerdict?
  ) {
    let wasSignalled = if case .signalled = record.end { true } else { false }
    guard case .ended(let end)? = verdict?.kind else {
      record.cancelled =
        verdict == nil && attempt.isCancelling && wasSignalled
        && attempt.lastCancel != nil
      return
    }
    if end == .cancelled, attempt.isCancelling {
      record.cancelled = true
    } else {
      record.scheduler = end
      record.timedOut = end == .timeLimit
    }
  }
}

// MARK: Revocations

extension BatchCore {
  /// - Parameter isRevoked: nil when nobody could tell; false when the job has claimed it first.
  mutating func takeRevocation(_ isRevoked: Bool?, of name: SubmissionName, now: Int64) {
    let token = name.token
    guard let isRevoked, let attempt = attempts[token], attempt.number == name.number else {
      return
    }
    revocations.remove(token)
    guard case .gone(let departure) = attempt.stage else { return }
    guard isRevoked else {
      // Its job was faster. Where the scheduler said nothing of it, it may say something now.
      if departure.verdicts.isEmpty {
        move(token, to: .held, now: now)
        list(by: now)
      }
      inspections.insert(token)
      return
    }
    if let job = attempt.name { ghosts[job] = now - settings.cancelInterval }
    if let end = neverRan(attempt, departure) { return finish(token, end) }
    say(token, "\(scheduler) lost the job before it started; it is submitted again")
    standInLine(token, now: now)
  }

  /// The last word about an attempt that provably never ran; nil to submit it again.
  private func neverRan(_ attempt: BatchAttempt, _ departure: Departure) -> BatchNews? {
    if attempt.isCancelling { return .cancelledBeforeStart }
    if let refusal = departure.refusal { return .failedToStart(reason: refusal) }
    if let verdict = departure.anyVerdict, !verdict.passesBeforeStart {
      return .failedToStart(reason: verdict.reasonBeforeStart(scheduler, attempt.id))
    }
    guard attempt.number >= settings.mostSubmissions else { return nil }
    return .failedToStart(
      reason: "\(scheduler) lost it \(attempt.number) times before it started")
  }
}

extension SchedulerVerdict {
  /// Of a job that never claimed its submission: another submission may well start.
  fileprivate var passesBeforeStart: Bool {
    switch kind {
    case .ended(.nodeFailure), .ended(.preempted), .ended(.terminated): true
    case .ended(.timeLimit), .ended(.outOfMemory), .ended(.cancelled), .ended(.deadline): false
    case .completed, .failed: false
    }
  }

  fileprivate func reasonBeforeStart(_ scheduler: String, _ id: String?) -> String {
    let job = "\(scheduler) job \(id ?? "")"
    switch kind {
    case .ended(.cancelled): return "\(job) was cancelled before it started, and not by kilim"
    case .failed where exitCode == BatchCore.claimFailure:
      return "\(job) started on a node that does not see the run's exec directory"
    default: return "\(job) never started its program: \(words)"
    }
  }
}

extension BatchCore {
  /// The exit code of a batch script that cannot claim its submission.
  package static let claimFailure: Int32 = 73
}
