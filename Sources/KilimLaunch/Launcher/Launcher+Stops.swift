import Glibc

extension Launcher {
  /// Ends a program and its tree: SIGTERM now, SIGKILL after the grace time.
  func stop(_ job: LaunchedJob, _ program: RunningProgram, cause: RunningProgram.StopCause) {
    guard program.stop == nil, !program.isGone else { return }
    program.stop = cause
    endTree(of: job, program)
  }

  /// Has the tree looked at now, and until it is gone.
  func endTree(of job: LaunchedJob, _ program: RunningProgram) {
    let grace = min(max(0, program.intent.graceSeconds), 1 << 40)
    program.killAt = min(program.killAt, now + grace * 1000)
    program.nextRound = now
    stopping[job.token] = job
  }

  func checkDeadlines() {
    guard now >= nextDeadline else { return }
    nextDeadline = .max
    for job in Array(children.values) + Array(adopted.values) {
      guard case .running(let program) = job.state, program.stop == nil else { continue }
      if now >= program.deadline {
        stop(job, program, cause: .timeLimit)
      } else {
        nextDeadline = min(nextDeadline, program.deadline)
      }
    }
  }

  /// A process that we did not start has ended here: a tree may be gone.
  func hastenStopRounds() {
    for job in stopping.values {
      if case .running(let program) = job.state { program.nextRound = now }
    }
  }

  func runStopRounds() {
    var table: ProcessTable?
    for job in Array(stopping.values) {
      guard case .running(let program) = job.state, program.nextRound <= now else { continue }
      let seen = table ?? ProcessTable.now()
      table = seen
      runRound(job, program, seen)
    }
  }

  private func runRound(_ job: LaunchedJob, _ program: RunningProgram, _ table: ProcessTable) {
    let tree = ProcessTree(
      leader: program.process, leaderIsGone: program.isGone, token: job.token)
    let members = tree.members(in: table, except: own).filter {
      !program.untouchable.contains($0.process)
    }
    if members.isEmpty, program.isGone { return settle(job, program) }
    if now >= program.killAt {
      killAll(members, of: program)
      program.roundDelay = min(program.roundDelay * 2, 500)
      program.nextRound = now + program.roundDelay
    } else {
      for member in members where program.signalled.insert(member.process).inserted {
        // A stopped process gets SIGTERM only once it is continued.
        send([SIGTERM, SIGCONT], to: member, of: program)
      }
      program.roundDelay = min(program.roundDelay * 2, 200)
      program.nextRound = min(now + program.roundDelay, program.killAt)
    }
  }

  private func killAll(_ members: [ProcessEntry], of program: RunningProgram) {
    // The whole group at once, so that it cannot outrun us by forking. Its number is ours as long
    // as it has members.
    if program.process > 1, members.contains(where: { $0.group == program.process }) {
      _ = kill(-program.process, SIGKILL)
    }
    for member in members { send([SIGKILL], to: member, of: program) }
  }

  private func send(_ signals: [Int32], to member: ProcessEntry, of program: RunningProgram) {
    if !ProcessSignal.send(signals, to: member) { program.untouchable.insert(member.process) }
  }
}
