/// Slurm's states by their long names (squeue(1), "JOB STATE CODES").
enum SlurmState {
  /// - Parameters:
  ///   - text: also with what accounting adds: `CANCELLED by 1000`.
  ///   - reason: the scheduler's, as in `Priority`; for one that is over why it ended.
  static func state(
    _ text: some StringProtocol, reason: String = "", exitCode: Int32 = 0, signal: Int32 = 0
  ) -> SchedulerRow.State {
    let name = text.prefix { $0 != " " && $0 != "+" }
    let isTelling = !["", "None", "(null)", "NonZeroExitCode"].contains(reason)
    func over(_ kind: SchedulerVerdict.Kind) -> SchedulerRow.State {
      .over(
        SchedulerVerdict(
          kind, exitCode: exitCode, signal: signal,
          words: isTelling ? "\(name) (\(reason))" : String(name)))
    }
    switch name {
    case "PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "RESV_DEL_HOLD", "SPECIAL_EXIT":
      return .waiting(reason: reason.isEmpty || reason == "None" ? "its turn has not come" : reason)
    case "COMPLETED": return over(.completed)
    case "FAILED": return over(.failed)
    case "CANCELLED": return over(.ended(.cancelled))
    case "TIMEOUT": return over(.ended(.timeLimit))
    case "OUT_OF_MEMORY": return over(.ended(.outOfMemory))
    case "NODE_FAIL", "BOOT_FAIL": return over(.ended(.nodeFailure))
    case "PREEMPTED": return over(.ended(.preempted))
    case "DEADLINE": return over(.ended(.deadline))
    case "REVOKED": return over(.ended(.terminated))
    // RUNNING, COMPLETING, SUSPENDED, and what later versions add: nothing is concluded from it.
    default: return .running
    }
  }
}
