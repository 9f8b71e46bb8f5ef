extension Launcher {
  /// Two syncs are this far apart while programs come and go, in milliseconds: one serves many.
  static let syncSpacing: Int64 = 10

  /// Claims what will soon be started, and gives back what will not.
  func claimMore() {
    guard !isDraining else { return }
    for group in groups.values {
      release(group)
      let count = group.claimsWanted(now: now)
      if count > 0 { claim(count, of: group) }
    }
  }

  private func claim(_ count: Int, of group: JobGroup) {
    if group.ready.isEmpty, group.hasFreeSlot, group.startsFast(now: now) { group.widenWindow() }
    while group.claiming.count < count, let job = group.waiting.popFirst() {
      guard case .waiting(let request) = job.state else { continue }
      job.state = .claiming(request)
      group.claiming.append(job)
    }
    guard !group.claiming.isEmpty else { return }
    journal.append(.claimed(group.claiming.map(\.token)))
    group.claimPosition = journal.appended
  }

  private func release(_ group: JobGroup) {
    guard !group.ready.isEmpty, !group.hasFreeSlot, !group.startsFast(now: now) else { return }
    var released: [LaunchedJob] = []
    while let job = group.ready.popFirst() {
      guard case .ready(let request) = job.state else { continue }
      job.state = .waiting(request)
      released.append(job)
    }
    if !released.isEmpty { journal.append(.released(released.map(\.token))) }
    group.waiting.prepend(released)
  }

  /// The journal is on disk up to `synced`: what waited for that goes on.
  func advance() {
    for group in groups.values where !group.claiming.isEmpty && group.claimPosition <= synced {
      for job in group.claiming {
        guard case .claiming(let request) = job.state else { continue }
        job.state = .ready(request)
        group.ready.append(job)
      }
      group.claiming.removeAll(keepingCapacity: true)
    }
    while let job = undelivered.first, case .over(let outcome, let position) = job.state,
      position <= synced
    {
      _ = undelivered.popFirst()
      tell(.over(job.token, outcome), of: job)
    }
  }
}
