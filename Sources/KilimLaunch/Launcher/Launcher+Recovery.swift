import CSystem
import Glibc
import KilimModel

extension Launcher {
  /// Takes over what a launcher before this one left, as its journal tells.
  func recover(_ replay: JournalReplay) {
    journal.append(.launcher(bootID: bootID, process: own, at: HostClock.now))
    damagedAt = replay.damagedAt
    let table = processes(for: replay)
    var released: [LaunchToken] = []
    for (token, entry) in replay.entries {
      switch entry.progress {
      case .claimed where entry.thisBoot && !replay.isDamaged: released.append(token)
      case .over(let outcome):
        let job = add(token, groupName: "")
        job.state = .over(outcome, position: 0)
        unfinished -= 1
      case .claimed, .starting, .started, .programEnded:
        takeOver(add(token, groupName: entry.group), entry, table)
      }
    }
    if !released.isEmpty { journal.append(.released(released)) }
  }

  private func processes(for replay: JournalReplay) -> ProcessTable {
    let entries = replay.entries.values
    guard entries.contains(where: Self.needsProcesses) else { return ProcessTable(entries: [:]) }
    let isInDoubt = entries.contains {
      if case .starting = $0.progress { $0.thisBoot } else { false }
    }
    // A program gets its environment a moment after its exec has set free the lock that we hold.
    if isInDoubt { _ = poll(nil, 0, 20) }
    return ProcessTable.now()
  }

  private static func needsProcesses(_ entry: JournalReplay.Entry) -> Bool {
    if case .over = entry.progress { false } else { entry.thisBoot }
  }

  private func add(_ token: LaunchToken, groupName: String) -> LaunchedJob {
    let job = LaunchedJob(
      token: token, group: group(named: groupName),
      state: .over(.lost(reason: ""), position: .max), watcher: 0)
    jobs[token] = job
    unfinished += 1
    return job
  }

  private func takeOver(
    _ job: LaunchedJob, _ entry: JournalReplay.Entry, _ table: ProcessTable
  ) {
    if case .programEnded(_, _, let exit) = entry.progress, !entry.thisBoot {
      return finish(job, .ended(exit))
    }
    guard entry.thisBoot else {
      return finish(
        job,
        .lost(reason: "the machine was restarted before the launcher recorded an end of it"))
    }
    guard let identity = entry.identity(of: job.token, in: table) else {
      return finish(job, entry.outcomeOfTheGone)
    }
    adopt(job, identity, entry, table)
  }

  private func adopt(
    _ job: LaunchedJob, _ identity: ProcessIdentity, _ entry: JournalReplay.Entry,
    _ table: ProcessTable
  ) {
    let program = RunningProgram(identity: identity, intent: entry.intent, isAdopted: true)
    job.state = .running(program)
    job.group.active += 1
    if case .programEnded(_, _, let exit) = entry.progress { program.exit = exit }
    if program.exit == nil, let descriptor = watch(identity, table) {
      program.descriptor = descriptor
      adopted[descriptor] = job
      nextDeadline = min(nextDeadline, program.deadline)
    } else {
      program.isGone = true
      endTree(of: job, program)
    }
  }

  /// A descriptor of the program, when it is certainly the one that was started.
  private func watch(_ identity: ProcessIdentity, _ table: ProcessTable) -> Int32? {
    guard let seen = table.entries[identity.process], !seen.isZombie else { return nil }
    let descriptor = kilim_pidfd_open(identity.process)
    guard descriptor >= 0 else { return nil }
    // Between the look and the open, the number may have passed to another process.
    guard ProcessTable.entry(of: identity.process)?.startTicks == seen.startTicks,
      kilim_epoll_add(epoll, descriptor) == 0
    else {
      close(descriptor)
      return nil
    }
    return descriptor
  }
}
