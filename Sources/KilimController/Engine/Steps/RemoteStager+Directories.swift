import KilimModel
import KilimRemote
import KilimTransport

extension RemoteStager {
  /// Makes the directories of a further attempt, with what `restart.keep` names of the one before.
  func makeDirectories(of plan: RunPlan, for attempt: Int) -> StepResult.Failure? {
    do throws(Problem) {
      guard let host = plan.execHost, let keep = plan.restart?.keep else { return nil }
      let files = try files(on: host, of: plan)
      let order = AttemptOutputs.directories(of: plan, for: attempt)
      let problems = try there { () throws(RemoteError) in
        try files.connection.make([order], cancelled: cancelled)
      }
      if let problem = problems.first ?? nil { return StepResult.Failure(reason: problem) }
      guard let aside = order.setAside else { return nil }
      let patterns = keep.compactMap { try? PathPattern($0) }
      try there { () throws(RemoteError) in
        let paths = try files.list(aside.target) ?? []
        try files.move(
          paths.filter { path in patterns.contains { $0.matches(path) } }, from: aside.target,
          to: aside.source)
      }
      return nil
    } catch {
      return StepResult.Failure(error, nil)
    }
  }
}
