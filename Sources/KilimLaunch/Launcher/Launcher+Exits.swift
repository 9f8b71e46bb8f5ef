import CSystem
import Glibc
import KilimModel

extension Launcher {
  /// Takes all children that have ended.
  func reap(if signalled: Bool) {
    guard signalled else { return }
    var sender: pid_t = 0
    if kilim_read_signals(signals, &sender) == 1 {
      complain("told to leave by process \(sender); \(children.count) programs are awaited")
      isDraining = true
    }
    var exit = kilim_exit()
    var ended: [EndedProgram] = []
    var sawStranger = false
    while kilim_reap(&exit) == 1 {
      if let job = children.removeValue(forKey: exit.process),
        case .running(let program) = job.state
      {
        note(exit, of: program)
        ended.append(EndedProgram(job: job, program: program))
      } else {
        strays[exit.process] = nil
        sawStranger = true
      }
    }
    // After all are taken: a group whose last members were among them is empty now.
    for one in ended { programEnded(one) }
    if sawStranger { hastenStopRounds() }
    if sawStranger || !ended.isEmpty { sweepAt = min(sweepAt, now + Self.sweepSpacing) }
  }

  private func note(_ exit: kilim_exit, of program: RunningProgram) {
    let end = exit.code >= 0 ? ProgramEnd.exited(code: exit.code) : .signalled(signal: exit.signal)
    program.isGone = true
    program.exit = ExitRecord(
      end: end, started: program.identity.started, ended: HostClock.now,
      peakMemoryKiB: exit.peak_kib, cpuMilliseconds: exit.cpu_milliseconds,
      timedOut: program.stop == .timeLimit, cancelled: program.stop == .cancel)
  }

  /// The program has ended; what it left in its process group is ended too, as Slurm does.
  private func programEnded(_ ended: EndedProgram) {
    let program = ended.program
    let groupIsEmpty = kill(-program.process, 0) != 0 && errno == ESRCH
    guard program.stop != nil || !groupIsEmpty else {
      // Its slot is free at once; the books are kept while the next program runs.
      ended.job.group.active -= 1
      unsettled.append(ended)
      return
    }
    writeExitCode(of: program)
    if let exit = program.exit { journal.append(.programEnded(ended.job.token, exit)) }
    endTree(of: ended.job, program)
  }

  /// Keeps the books of programs that left nothing behind. The exit code is in its file before
  /// anybody is told of it.
  func settleEnded() {
    guard !unsettled.isEmpty else { return }
    for ended in unsettled {
      writeExitCode(of: ended.program)
      if let exit = ended.program.exit { finish(ended.job, .ended(exit)) }
    }
    unsettled.removeAll(keepingCapacity: true)
  }

  private func writeExitCode(of program: RunningProgram) {
    guard let path = program.exitCodeFile, let end = program.exit?.end else { return }
    if let reason = ExitCodeFile.write(end, to: path) {
      complain("cannot write \(path): \(reason)")
    }
  }

  /// An adopted program has ended, nobody knows how.
  func adoptedEnded(_ job: LaunchedJob) {
    guard case .running(let program) = job.state else { return }
    closeDescriptor(of: program)
    program.isGone = true
    endTree(of: job, program)
  }

  private func closeDescriptor(of program: RunningProgram) {
    guard program.descriptor >= 0 else { return }
    _ = kilim_epoll_remove(epoll, program.descriptor)
    adopted[program.descriptor] = nil
    close(program.descriptor)
    program.descriptor = -1
  }

  /// The program and its tree are gone.
  func settle(_ job: LaunchedJob, _ program: RunningProgram) {
    stopping[job.token] = nil
    job.group.active -= 1
    if let exit = program.exit { return finish(job, .ended(exit)) }
    let what =
      switch program.stop {
      case .cancel: "it was cancelled and is gone"
      case .timeLimit: "it ran past its time limit, was ended and is gone"
      case nil: "it has ended"
      }
    finish(
      job,
      .lost(
        reason: "the launcher was killed while process \(program.process) ran; \(what), "
          + "how is not known"))
  }

  func finish(_ job: LaunchedJob, _ outcome: LaunchOutcome) {
    journal.append(.over(job.token, outcome))
    job.state = .over(outcome, position: journal.appended)
    unfinished -= 1
    undelivered.append(job)
  }

  /// Says something in the launcher's log, its standard error.
  func complain(_ text: String) {
    var line = "\(HostClock.now.text) \(text)\n"
    line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
  }
}
