extension BatchCore {
  /// How many attempts one step is about at most.
  private static let mostAtOnce = 500

  /// The next thing to do. Its answer has to come (`take`) before this is asked again.
  package mutating func next(now: Int64) -> BatchStep {
    stepBegan = now
    lookAgain(now: now)
    return filesStep(now: now) ?? schedulerStep(now: now) ?? .wait(until: nextDue(now: now))
  }

  /// What went away without proof is looked at again in its time.
  private mutating func lookAgain(now: Int64) {
    for token in departed {
      guard case .gone(let departure)? = attempts[token]?.stage, departure.nextLook <= now,
        !revocations.contains(token), !accountings.contains(token)
      else { continue }
      inspections.insert(token)
    }
    guard let outage, outage.nextLook <= now else { return }
    self.outage?.nextLook = now + settings.recordPatience
    for (token, attempt) in attempts where attempt.stage == .held { inspections.insert(token) }
  }

  private func filesStep(now: Int64) -> BatchStep? {
    guard filesDue <= now else { return nil }
    if !revocations.isEmpty {
      let names = revocations.sorted().prefix(Self.mostAtOnce).compactMap { token in
        attempts[token].map { SubmissionName(token: token, number: $0.number) }
      }
      return .revoke(names)
    }
    guard !inspections.isEmpty else { return nil }
    return .inspect(Array(inspections.sorted().prefix(Self.mostAtOnce)))
  }

  private mutating func schedulerStep(now: Int64) -> BatchStep? {
    if let outage {
      // One cheap question tells whether it is back.
      return outage.due <= now ? .list : nil
    }
    if let ids = idsToCancel(now: now) { return .cancel(ids) }
    if let submissions = submissions(now: now) { return .submit(submissions) }
    if !accountings.isEmpty, accountDue <= now {
      return .account(
        accountings.sorted().prefix(Self.mostAtOnce).compactMap { attempts[$0]?.name })
    }
    if let listDue, listDue <= now { return .list }
    return nil
  }

  private mutating func idsToCancel(now: Int64) -> [String]? {
    var ids = Array(ghostIDs.sorted())
    ghostIDs.removeAll()
    for token in cancelling.sorted() where ids.count < Self.mostAtOnce {
      guard let attempt = attempts[token], attempt.stage == .held, let id = attempt.id,
        attempt.lastCancel.map({ $0 + settings.cancelInterval <= now }) ?? true
      else { continue }
      attempts[token]?.lastCancel = now
      ids.append(id)
    }
    return ids.isEmpty ? nil : ids
  }

  private mutating func submissions(now: Int64) -> [PlannedSubmission]? {
    line.removeAll { attempts[$0]?.stage != .waiting }
    let tokens = submittable()
    guard !tokens.isEmpty, submitDue <= now, rate.due(now: now) <= now else { return nil }
    rate.take(now: now)
    var planned: [PlannedSubmission] = []
    var name: SubmissionName?
    for (index, token) in tokens.enumerated() {
      guard var attempt = attempts[token] else { continue }
      if attempt.isNumberUsed || attempt.number == 0 {
        attempt.number += 1
        attempt.isNumberUsed = false
      }
      let submission = SubmissionName(token: token, number: attempt.number)
      let job = JobName(name ?? submission, index: tokens.count == 1 ? nil : index)
      name = name ?? submission
      attempt.name = job
      attempt.id = nil
      attempts[token] = attempt
      move(token, to: .submitting, now: now)
      planned.append(PlannedSubmission(submission: submission, job: job))
    }
    let taken = Set(tokens)
    line.removeAll { taken.contains($0) }
    return planned
  }

  /// The first one in line for which there is room, and those that can become an array with it.
  private func submittable() -> [String] {
    var placed = 0
    var placedInQueue: [String: Int] = [:]
    for attempt in attempts.values where attempt.takesPlace {
      placed += 1
      placedInQueue[attempt.queue, default: 0] += 1
    }
    let first = line.first { token in
      guard let attempt = attempts[token], attempt.stage == .waiting else { return false }
      return queueLimits[attempt.queue].map { placedInQueue[attempt.queue, default: 0] < $0 }
        ?? true
    }
    guard let first, let attempt = attempts[first], placed < slots else { return [] }
    let queueRoom =
      queueLimits[attempt.queue].map { $0 - placedInQueue[attempt.queue, default: 0] } ?? .max
    let room = min(slots - placed, queueRoom)
    let group = group(with: first, most: min(largestArray, slots))
    // A scheduler would rather take one large array than many small ones.
    let worthwhile = min(group.count, max(1, min(slots, queueRoom) / 4))
    return room >= worthwhile ? Array(group.prefix(room)) : []
  }

  private func group(with first: String, most: Int) -> [String] {
    guard most > 1, let group = attempts[first]?.arrayGroup else { return [first] }
    return Array(
      line.lazy.filter {
        attempts[$0]?.stage == .waiting && attempts[$0]?.arrayGroup == group
      }.prefix(most))
  }

  /// The earliest time at which there may be something to do.
  private func nextDue(now: Int64) -> Int64 {
    var due = Int64.max
    func consider(_ time: Int64) { due = min(due, time) }
    if !inspections.isEmpty || !revocations.isEmpty { consider(filesDue) }
    for token in departed {
      if case .gone(let departure)? = attempts[token]?.stage, departure.nextLook > now {
        consider(departure.nextLook)
      }
    }
    if let outage {
      consider(outage.due)
      consider(outage.nextLook)
    } else {
      if let listDue { consider(listDue) }
      if !accountings.isEmpty { consider(accountDue) }
      for token in cancelling {
        if let attempt = attempts[token], attempt.stage == .held, attempt.id != nil {
          consider((attempt.lastCancel ?? now) + settings.cancelInterval)
        }
      }
      // Without room, the listing that finds some is what comes next.
      if !line.isEmpty, !submittable().isEmpty {
        consider(max(submitDue, rate.due(now: now)))
      }
    }
    return max(due, now + 1)
  }
}
