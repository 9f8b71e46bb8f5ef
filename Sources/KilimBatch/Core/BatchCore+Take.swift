import KilimModel

extension BatchCore {
  /// Takes what became of the step that `next` gave last.
  package mutating func take(_ answer: BatchAnswer, of step: BatchStep, now: Int64) {
    switch (step, answer) {
    case (.submit(let planned), .submitted(let answer)): takeSubmission(answer, planned, now: now)
    case (.submit(let planned), .failed(let reason)):
      takeSubmission(.doubtful(reason: reason), planned, now: now)
    case (.list, .listed(let rows)): takeListing(rows, now: now)
    case (.account(let names), .accounted(let rows)): takeAccounts(rows, of: names, now: now)
    case (.inspect(let tokens), .inspected(let evidence)):
      filesAnswered(tokens.allSatisfy { evidence[$0] != nil }, now: now)
      for token in tokens { takeEvidence(evidence[token], of: token, now: now) }
    case (.revoke(let names), .revoked(let results)):
      filesAnswered(names.allSatisfy { results[$0] != nil }, now: now)
      for name in names { takeRevocation(results[name], of: name, now: now) }
    case (.cancel, .cancelled): list(by: now + settings.shortestInterval)
    case (.inspect, .failed), (.revoke, .failed): filesAnswered(false, now: now)
    case (.list, .failed(let reason)), (.account, .failed(let reason)),
      (.cancel, .failed(let reason)):
      schedulerFailed(reason, now: now)
    case (.wait, _): break
    default: schedulerFailed("an answer that does not fit the question", now: now)
    }
  }

  private mutating func filesAnswered(_ isComplete: Bool, now: Int64) {
    guard !isComplete else {
      filesFailures = 0
      return
    }
    filesFailures += 1
    filesDue = now + backoff(filesFailures)
  }

  /// Doubles from a second on.
  func backoff(_ failures: Int) -> Int64 {
    min(settings.longestBackoff, settings.shortestInterval << Int64(min(failures - 1, 10)))
  }
}

// MARK: The scheduler's silence

extension BatchCore {
  mutating func schedulerFailed(_ reason: String, now: Int64) {
    var outage =
      outage
      ?? Outage(
        since: now, reason: reason, failures: 0, due: now, nextLook: now + settings.recordPatience)
    outage.reason = reason
    outage.failures += 1
    outage.due = now + backoff(outage.failures)
    self.outage = outage
    guard now - outage.since >= settings.quietTime else { return }
    for (token, attempt) in attempts where attempt.stage != .examining {
      say(token, "\(scheduler) does not answer: \(reason)")
    }
  }

  private mutating func schedulerAnswered(now: Int64) {
    guard let outage else { return }
    self.outage = nil
    guard now - outage.since >= settings.quietTime else { return }
    for token in attempts.keys { say(token, "\(scheduler) answers again") }
  }
}

// MARK: Submissions

extension BatchCore {
  private mutating func takeSubmission(
    _ answer: SubmitAnswer, _ planned: [PlannedSubmission], now: Int64
  ) {
    switch answer {
    case .accepted(let id):
      busyAnswers = 0
      for one in planned { accepted(one, id: id, now: now) }
      list(by: now + settings.shortestInterval)
    case .refused(let reason) where planned.count > 1:
      // Perhaps only as an array: each for itself, then.
      largestArray = 1
      putBack(planned, words: reason, now: now)
    case .refused(let reason):
      for one in planned {
        use(one)
        move(
          one.submission.token, to: .gone(Departure(since: now, refusal: reason)), now: now)
        revocations.insert(one.submission.token)
      }
    case .busy(let reason):
      busyAnswers += 1
      submitDue = now + backoff(busyAnswers)
      if planned.count > 1 { largestArray = max(1, min(largestArray, planned.count / 2)) }
      putBack(planned, words: "\(scheduler) takes no job now: \(reason)", now: now)
    case .doubtful(let reason):
      for one in planned {
        use(one)
        move(one.submission.token, to: .doubtful(since: now), now: now)
      }
      list(by: now)
      schedulerFailed(reason, now: now)
    }
  }

  private mutating func use(_ planned: PlannedSubmission) {
    attempts[planned.submission.token]?.isNumberUsed = true
  }

  private mutating func accepted(_ planned: PlannedSubmission, id: String, now: Int64) {
    let token = planned.submission.token
    guard attempts[token] != nil else { return }
    use(planned)
    let own = planned.job.index.map { "\(id)_\($0)" } ?? id
    attempts[token]?.id = own
    move(token, to: .held, now: now)
    say(token, "\(scheduler) job \(own) was submitted")
  }

  private mutating func putBack(_ planned: [PlannedSubmission], words: String, now: Int64) {
    var waiting: [String] = []
    for one in planned {
      let token = one.submission.token
      guard let attempt = attempts[token] else { continue }
      move(token, to: .waiting, now: now)
      if attempt.isCancelling {
        finish(token, .cancelledBeforeStart)
      } else {
        say(token, words)
        waiting.append(token)
      }
    }
    line.insert(contentsOf: waiting, at: 0)
  }
}

// MARK: Listings

extension BatchCore {
  private mutating func takeListing(_ rows: [SchedulerRow], now: Int64) {
    schedulerAnswered(now: now)
    let known = Dictionary(grouping: rows, by: \.name)
    for (token, attempt) in attempts {
      guard let name = attempt.name else { continue }
      switch attempt.stage {
      case .held, .doubtful:
        if let rows = known[name] {
          take(rows, of: token, now: now)
        } else {
          missed(token, attempt, now: now)
        }
      case .gone(let departure)
      where departure.verdicts.isEmpty && departure.refusal == nil && !revocations.contains(token):
        // An answer that came late, or a scheduler that remembers again.
        if let rows = known[name] { take(rows, of: token, now: now) }
      case .waiting, .examining, .submitting, .gone: break
      }
    }
    takeGhosts(known, now: now)
    schedulesListing(now: now)
  }

  /// All jobs of one name: those that may still do something come first.
  private mutating func take(_ rows: [SchedulerRow], of token: String, now: Int64) {
    let living = rows.filter { !$0.state.isOver }
    guard let row = living.first(where: { $0.state == .running }) ?? living.first else {
      if attempts[token]?.id == nil { attempts[token]?.id = rows.first?.id }
      return departs(token, rows, now: now)
    }
    attempts[token]?.id = row.id
    if attempts[token]?.stage != .held { move(token, to: .held, now: now) }
    switch row.state {
    case .waiting(let reason):
      say(token, "\(scheduler) job \(row.id) waits: \(reason)")
    case .running:
      if attempts[token]?.isRunningTold == false { inspections.insert(token) }
    case .over: break
    }
  }

  private mutating func departs(_ token: String, _ rows: [SchedulerRow], now: Int64) {
    move(token, to: .gone(Departure(since: now, verdicts: Self.verdicts(rows))), now: now)
    inspections.insert(token)
  }

  private static func verdicts(_ rows: [SchedulerRow]) -> [String: SchedulerVerdict] {
    rows.reduce(into: [:]) { verdicts, row in
      if case .over(let verdict) = row.state { verdicts[row.id] = verdict }
    }
  }

  private mutating func missed(_ token: String, _ attempt: BatchAttempt, now: Int64) {
    guard case .doubtful(let since) = attempt.stage else {
      return departs(token, [], now: now)
    }
    // What was given to a scheduler that hangs may come out of it later.
    guard stepBegan - since >= settings.settleTime else { return }
    move(token, to: .gone(Departure(since: now)), now: now)
    revocations.insert(token)
  }

  private mutating func takeGhosts(_ known: [JobName: [SchedulerRow]], now: Int64) {
    for (name, last) in ghosts where last + settings.cancelInterval <= now {
      let living = (known[name] ?? []).filter { !$0.state.isOver }
      guard !living.isEmpty else { continue }
      ghosts[name] = now
      ghostIDs.formUnion(living.map(\.id))
    }
    if ghosts.count > 10_000 { ghosts = ghosts.filter { $0.value + 3_600_000 > now } }
  }

  /// The younger the news, the sooner; and the longer something has been going on here, the less
  /// often for the sake of one.
  private mutating func schedulesListing(now: Int64) {
    let watched = attempts.values.filter { attempt in
      switch attempt.stage {
      case .held, .doubtful: true
      default: false
      }
    }
    guard let youngest = watched.map(\.changed).max() else {
      listDue = nil
      return
    }
    let wanted = (now - youngest) / 10
    let spared = min((now - (activeSince ?? now)) / 20, settings.longestInterval / 6)
    let interval = min(max(wanted, spared, settings.shortestInterval), settings.longestInterval)
    listDue = now + interval
  }
}

// MARK: Accounting

extension BatchCore {
  private mutating func takeAccounts(
    _ rows: [SchedulerRow]?, of names: [JobName], now: Int64
  ) {
    let known = Dictionary(grouping: rows ?? [], by: \.name)
    let asked = Set(names)
    for token in accountings {
      guard let attempt = attempts[token], let name = attempt.name, asked.contains(name),
        case .gone(var departure) = attempt.stage
      else { continue }
      accountings.remove(token)
      departure.verdicts.merge(Self.verdicts(known[name] ?? [])) { _, new in new }
      departure.accounting = rows == nil ? .unavailable : .silent
      departure.nextLook = now
      attempts[token]?.stage = .gone(departure)
    }
    // Those that were forgotten meanwhile.
    accountings = accountings.filter { attempts[$0]?.name.map(asked.contains) != true }
    accountDue = now + settings.shortestInterval
  }
}
