import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimStore

extension Engine {
  /// Hands over what was stored: requests to launch, questions about attempts.
  func handOver() {
    if let launcherDue, launcherDue > surroundings.sinceBoot() { return }
    launcherDue = nil
    guard !submissions.isEmpty || !attachments.isEmpty else { return }
    withLauncher { launcher throws(LaunchError) in
      if !submissions.isEmpty {
        try launcher.submit(submissions)
        submissions.removeAll(keepingCapacity: true)
      }
      try attach(launcher)
    }
  }

  func receiveFromLauncher() {
    guard let current = launcher else { return }
    var events: [LaunchEvent] = []
    withLauncher { launcher throws(LaunchError) in events = try launcher.receive() }
    if !events.isEmpty { launcherLosses = 0 }
    for event in events {
      // Lost while the first ones were noted: the next launcher is asked about the others.
      guard launcher === current else { return }
      note(event)
    }
  }

  /// True when the cancel has taken effect already.
  func cancelLaunch(of run: RunID) -> Bool {
    guard let active = runs[run], !active.isCancelling else { return false }
    if let index = submissions.firstIndex(where: { $0.token == active.token }) {
      // No launcher has seen it: there would be nothing to cancel, and it would run later.
      submissions.remove(at: index)
      runs[run]?.witness = .notClaimed
      return true
    }
    withLauncher { launcher throws(LaunchError) in
      try launcher.cancel([active.token])
      runs[run]?.isCancelling = true
    }
    return false
  }

  func acknowledge(_ tokens: [LaunchToken]) {
    guard !tokens.isEmpty, launcher != nil else { return }
    withLauncher { launcher throws(LaunchError) in try launcher.acknowledge(tokens) }
  }

  /// Makes sure that the launcher knows a System's slots before anything is submitted to it.
  func prepareSlots(of system: String) {
    guard capacity.slots(of: system) == nil else { return }
    tellSlots(slots.count(of: system), of: system)
  }

  func tellSlots(_ count: Int, of system: String) {
    capacity.setSlots(count, of: system)
    withLauncher { launcher throws(LaunchError) in
      try launcher.setSlots(count, group: system)
    }
  }

  private func attach(_ launcher: LauncherClient) throws(LaunchError) {
    guard !attachments.isEmpty else { return }
    var tokens: [LaunchToken] = []
    for run in attachments {
      guard let active = runs[run] else { continue }
      runOfToken[active.token] = run
      tokens.append(active.token)
    }
    let evidence = try launcher.attach(tokens)
    launcherLosses = 0
    attachments.removeAll(keepingCapacity: true)
    for token in tokens {
      guard let run = runOfToken[token] else { continue }
      runs[run]?.witness = (evidence[token] ?? .notClaimed).witness
      touched.append(run)
    }
  }

  private func note(_ event: LaunchEvent) {
    let (token, witness): (LaunchToken, LaunchWitness) =
      switch event {
      case .started(let token, let process, _): (token, .running(processID: process))
      case .ended(let token, let record): (token, .ended(record))
      case .failedToStart(let token, let reason, _): (token, .failedToStart(reason: reason))
      case .cancelledBeforeStart(let token, _): (token, .cancelledBeforeStart)
      case .lost(let token, let reason): (token, .lost(reason: reason))
      }
    guard let run = runOfToken[token], var active = runs[run] else { return }
    // A start and an end that arrive together are two events of the run all the same.
    if case .queued = active.witness, case .ended(let record) = witness {
      active.witness = .ended(record)
    } else {
      active.witness = witness
    }
    runs[run] = active
    advance(run)
  }

  /// Works with the launcher, connecting when there is no connection. A launcher that went away is
  /// asked again, through a new one, about everything that it had.
  private func withLauncher(
    _ body: (LauncherClient) throws(LaunchError) -> Void
  ) {
    do throws(LaunchError) {
      try body(try connected())
    } catch {
      if case .journal = error {
        observer.hindered(by: error.message)
        return
      }
      loseLauncher(error)
    }
  }

  private func connected() throws(LaunchError) -> LauncherClient {
    if let launcher { return launcher }
    let client = try LauncherClient(
      directory: stateDirectory.path, executable: surroundings.executable)
    launcher = client
    for (system, count) in capacity.allSlots { try client.setSlots(count, group: system) }
    return client
  }

  private func loseLauncher(_ error: LaunchError) {
    launcher = nil
    launcherLosses += 1
    // One that goes away now and then is replaced without words; one that cannot stay is told of.
    let isFault = error != .gone || launcherLosses > 3
    if isFault { observer.hindered(by: error.message) }
    submissions.removeAll()
    for (run, active) in runs where active.state.isWithLauncher {
      if !active.container.isSettled { runs[run]?.witness = .silent }
      runs[run]?.isCancelling = false
      touched.append(run)
    }
    launcherDue = surroundings.sinceBoot() + (isFault ? 1000 : 50)
  }
}

extension RunState {
  /// Its intent to launch is stored (or will be with the next flush).
  fileprivate var isWithLauncher: Bool { status == .queued || status == .running }
}

extension LaunchEvidence {
  fileprivate var witness: LaunchWitness {
    switch self {
    case .notClaimed: .notClaimed
    case .queued: .queued
    case .running(let process, _): .running(processID: process)
    case .ended(let record): .ended(record)
    case .failedToStart(let reason, _): .failedToStart(reason: reason)
    case .cancelledBeforeStart: .cancelledBeforeStart
    case .lost(let reason): .lost(reason: reason)
    }
  }
}
