/// What became of one step of a workflow. Stored by number; numbers are never changed or reused.
package enum StepState: Int, Sendable, Hashable, CaseIterable {
  case waiting = 0
  case active = 1
  case finished = 2
  case failed = 3
  case cancelled = 4
  case skipped = 5
}
