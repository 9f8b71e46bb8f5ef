/// Why a batch scheduler ended a job, where that was not the program's own doing. Stored by number.
package enum SchedulerEnd: Int, Sendable, Hashable, CaseIterable {
  case timeLimit = 1
  case outOfMemory = 2
  case nodeFailure = 3
  case preempted = 4
  /// By somebody, with the scheduler's own commands or Kilim's.
  case cancelled = 5
  /// It could not end before its deadline.
  case deadline = 6
  /// For another reason.
  case terminated = 7
}
