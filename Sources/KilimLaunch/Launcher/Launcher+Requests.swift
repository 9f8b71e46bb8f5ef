import Glibc
import KilimModel

extension Launcher {
  func group(named name: String) -> JobGroup {
    if let group = groups[name] { return group }
    let group = JobGroup(name: name, slots: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    groups[name] = group
    return group
  }

  func submit(_ request: PreparedRequest, of client: ClientConnection) {
    if let job = jobs[request.token] {
      job.watcher = client.id
      return tellAgain(job)
    }
    let job = LaunchedJob(
      token: request.token, group: group(named: request.group), state: .waiting(request),
      watcher: client.id)
    jobs[job.token] = job
    unfinished += 1
    if let reason = damage(of: job.token) { return finish(job, .lost(reason: reason)) }
    job.group.waiting.append(job)
  }

  func attach(
    _ tokens: [LaunchToken], of client: ClientConnection
  ) -> [LaunchToken: LaunchEvidence] {
    var all: [LaunchToken: LaunchEvidence] = [:]
    for token in tokens {
      if let job = jobs[token] {
        job.watcher = client.id
        all[token] = evidence(of: job)
      } else {
        all[token] = damage(of: token).map { .lost(reason: $0) } ?? .notClaimed
      }
    }
    return all
  }

  func cancel(_ token: LaunchToken) {
    guard let job = jobs[token] else { return }
    switch job.state {
    case .waiting, .claiming, .ready: finish(job, .cancelledBeforeStart(at: HostClock.now))
    case .running(let program): stop(job, program, cause: .cancel)
    case .over: break
    }
  }

  func acknowledge(_ tokens: [LaunchToken]) {
    let known = tokens.filter { token in
      guard case .over(_, let position) = jobs[token]?.state else { return false }
      return position <= synced
    }
    guard !known.isEmpty else { return }
    for token in known { jobs[token] = nil }
    journal.append(.acknowledged(known))
  }

  /// Why nothing can be said of a token that is not known; nil when that proves that it is new.
  private func damage(of token: LaunchToken) -> String? {
    guard let damagedAt, token.made <= damagedAt else { return nil }
    return "the journal of the launcher was damaged (\(damagedAt.text)); "
      + "nothing proves whether the program was started"
  }

  private func evidence(of job: LaunchedJob) -> LaunchEvidence {
    switch job.state {
    case .waiting, .claiming, .ready: .queued
    case .running(let program):
      .running(processID: program.process, since: program.identity.started)
    case .over(let outcome, let position):
      // What is not on disk is not told; the event follows.
      position <= synced ? outcome.evidence : .queued
    }
  }

  private func tellAgain(_ job: LaunchedJob) {
    switch job.state {
    case .waiting, .claiming, .ready: break
    case .running(let program):
      tell(
        .started(job.token, processID: program.process, at: program.identity.started), of: job)
    case .over(let outcome, let position):
      if position <= synced { tell(.over(job.token, outcome), of: job) }
    }
  }
}
