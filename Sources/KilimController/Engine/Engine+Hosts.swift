import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimRemote
import KilimStore
import KilimTransport

extension Engine {
  /// An SSH host as this engine works with it.
  func host(_ name: String) throws(LaunchError) -> RemoteHost {
    if let host = hosts[name] { return host }
    guard let target = HostName.target(name) else {
      throw .protocolViolation("\(name) is no host")
    }
    do {
      let host = try RemoteHost(target, sshSettings(), wakeup: interrupt.wakeup)
      hosts[name] = host
      return host
    } catch let error as TransferError {
      throw .system(action: "use", path: target.host, reason: error.message)
    } catch {
      throw .system(action: "use", path: target.host, reason: "no file descriptors are left")
    }
  }

  private func sshSettings() throws(TransferError) -> SSHSettings {
    SSHSettings(
      socketDirectory: try SocketDirectory.make(in: stateDirectory.path),
      configuration: surroundings.facts.variable("KILIM_SSH_CONFIG"))
  }

  /// Whether the hosts that a run needs where it stands let it go on.
  func hostGate(of active: ActiveRun) -> HostGate {
    guard let traits = active.traits, !traits.hosts.isEmpty else { return .open }
    let status = active.state.resume ?? active.state.status
    let isWithExecutor = status == .queued || status == .running
    let needed = isWithExecutor ? traits.execHost.map { [$0] } ?? [] : traits.hosts
    for name in needed {
      if let gate = knownGates[name], gate != .open { return gate }
    }
    return .open
  }

  /// Takes what came of directories, and tells the runs of hosts that went away or answer again.
  func takeFromHosts() {
    for (name, host) in hosts {
      let gate = host.gate
      let hasMoved = gate != knownGates[name] ?? .open
      knownGates[name] = gate
      for (run, failure) in host.takeDirectories() { directoriesMade(run, failure) }
      guard hasMoved else { continue }
      for (run, active) in runs where active.traits?.hosts.contains(name) == true {
        touched.append(run)
      }
    }
  }

  /// A step met a host that is away: the step is done again when the host answers.
  func noteAway(_ error: RemoteError, _ run: RunID) {
    for name in runs[run]?.traits?.hosts ?? [] {
      guard let host = hosts[name], host.connection.target.systemId == error.systemId else {
        continue
      }
      host.note(error)
      knownGates[name] = host.gate
    }
    touched.append(run)
  }

  /// What brings the files of a plan; nil when all of them are on this machine, or, with words, when
  /// a host cannot be used.
  func remoteStager(for plan: RunPlan, _ stop: RequestFlag) -> RemoteStager? {
    let targets = plan.hosts
    guard !targets.isEmpty else { return nil }
    var connections: [SSHTarget: SSHConnection] = [:]
    for target in targets {
      do throws(LaunchError) {
        connections[target] = try host(HostName.of(target)).connection
      } catch {
        observer.hindered(by: error.message)
      }
    }
    return RemoteStager(
      connections: connections, scratch: "\(stateDirectory.path)/transfers/\(plan.uuid)",
      cancelled: { stop.isRaised })
  }

  /// Has the directories made with those of other runs. Always false: the answer comes later.
  func createDirectories(of run: RunID, _ plan: RunPlan, on target: SSHTarget) -> Bool {
    guard let active = runs[run] else { return false }
    if active.attempt > 1, let keep = plan.restart?.keep, !keep.isEmpty {
      return createDirectories(of: run, plan, keepingFor: active.attempt)
    }
    do throws(LaunchError) {
      let host = try host(HostName.of(target))
      runs[run]?.worker = RequestFlag()
      host.make(AttemptOutputs.directories(of: plan, for: active.attempt), for: run)
    } catch {
      stepFailed(.remoteAccessError, reason: error.message, run)
      return true
    }
    return false
  }

  /// What of an earlier attempt is kept has to be looked for: that is no short question any more.
  private func createDirectories(
    of run: RunID, _ plan: RunPlan, keepingFor attempt: Int
  ) -> Bool {
    let stop = RequestFlag()
    guard let stager = remoteStager(for: plan, stop) else { return false }
    runs[run]?.worker = stop
    steps.submit { .directoriesMade(run, stager.makeDirectories(of: plan, for: attempt)) }
    return false
  }

  func directoriesMade(_ run: RunID, _ failure: StepResult.Failure?) {
    guard let active = runs[run], active.worker != nil else { return }
    runs[run]?.worker = nil
    touched.append(run)
    guard !active.state.cancelRequested, active.state.status == .processingInputs else { return }
    if let failure {
      if let host = failure.host { return noteAway(host, run) }
      stepFailed(.remoteAccessError, reason: failure.reason, run)
    } else {
      happened(.directoriesCreated, to: run)
    }
  }
}
