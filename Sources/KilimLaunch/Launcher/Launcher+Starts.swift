import KilimModel

extension Launcher {
  /// After so many, news is looked at: an engine that submits thousands does not wait for all slots
  /// to be filled.
  private static let startsInTurn = 8

  func startPrograms() {
    guard !isDraining, journal.failure == nil, !needsRewrite else { return }
    if retryStartsAt != .max {
      guard now >= retryStartsAt else { return }
      retryStartsAt = .max
    }
    for group in groups.values {
      var left = Self.startsInTurn
      while left > 0, group.hasFreeSlot, let job = group.ready.popFirst() {
        guard case .ready(let request) = job.state else { continue }
        guard start(job, request) else {
          group.ready.prepend([job])
          return
        }
        left -= 1
      }
    }
  }

  /// More programs could be started at once.
  var canStartMore: Bool {
    guard !isDraining, journal.failure == nil, !needsRewrite, retryStartsAt == .max else {
      return false
    }
    return groups.values.contains { $0.hasFreeSlot && !$0.ready.isEmpty }
  }

  /// False when nothing can be started for now.
  private func start(_ job: LaunchedJob, _ request: PreparedRequest) -> Bool {
    let intent = StartIntent(
      group: request.group, timeLimitSeconds: request.timeLimitSeconds,
      graceSeconds: request.graceSeconds)
    journal.append(.starting(job.token, intent))
    guard journal.flush() else { return false }
    let before = HostClock.sinceBoot
    let time = HostClock.now
    switch starter.start(request) {
    case .started(let process):
      let identity = ProcessIdentity(
        process: process, startedAfter: before, startedBefore: HostClock.sinceBoot, started: time)
      started(job, request, intent, identity)
    case .failed(let reason): finish(job, .failedToStart(reason: reason, at: time))
    case .later(let reason):
      if reason != lastComplaint { complain("\(reason); trying again") }
      lastComplaint = reason
      // Says that it was not started after all.
      journal.append(.claimed([job.token]))
      retryStartsAt = now + 200
      return false
    }
    return true
  }

  private func started(
    _ job: LaunchedJob, _ request: PreparedRequest, _ intent: StartIntent,
    _ identity: ProcessIdentity
  ) {
    let program = RunningProgram(
      identity: identity, intent: intent,
      exitCodeFile: request.exitCodeFile.map { request.text(at: $0) })
    journal.append(.started(job.token, identity))
    job.state = .running(program)
    job.group.active += 1
    job.group.lastStart = now
    children[identity.process] = job
    nextDeadline = min(nextDeadline, program.deadline)
    tell(.started(job.token, processID: identity.process, at: identity.started), of: job)
  }
}
