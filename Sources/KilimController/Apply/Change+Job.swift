import KilimLifecycle
import KilimModel

extension Change {
  /// The words for what applying does with a job.
  init(_ name: ResourceName, _ change: JobChange) {
    let (action, reason): (Action, String?) =
      switch change {
      case .create: (.created, nil)
      case .restore(let remark):
        (
          .restored,
          Self.words(remark, name)
            ?? "the ledger remembers its run; `kilim rerun \(name)` runs it again"
        )
      case .unchanged(let remark): (.unchanged, Self.words(remark, name))
      case .update(let remark):
        (.updated, Self.words(remark, name) ?? "no rerun: the next run gets it")
      case .supersede(let run): (.superseded, "run #\(run) was not submitted yet and is replaced")
      case .waitBehind(let run):
        (.waiting, "runs after run #\(run) has ended; `--replace-running` ends it now")
      case .cancelThenRun(let run): (.cancelled, "run #\(run) is cancelled, then the new one runs")
      case .rerun(let run, .changed): (.rerun, "changed since run #\(run)")
      case .rerun(let run, .refreshed(let reasons)):
        (.rerun, "\(Self.list(reasons)) changed since run #\(run)")
      case .hold(let run):
        (.held, "`afterFinish: Hold`: run #\(run) stays, `kilim rerun \(name)` runs it")
      case .reject(let run, let policy): (.held, "`\(policy)` keeps run #\(run)")
      }
    self.init(name: name, action: action, reason: reason, runs: change.makesRun ? 1 : 0)
  }

  private static func words(_ remark: JobChange.Remark?, _ name: ResourceName) -> String? {
    switch remark {
    case nil: nil
    case .lastRunFailed(let run, let status):
      "run #\(run) \(status == .cancelled ? "was cancelled" : "did not succeed"); "
        + "`kilim retry \(name)` runs it again"
    case .stale(let reasons):
      "Stale: \(list(reasons)) changed since its run; `kilim apply --refresh` runs it again"
    }
  }

  private static func list(_ reasons: [String]) -> String {
    guard reasons.count > 1, let last = reasons.last else { return reasons.first ?? "" }
    return reasons.dropLast().joined(separator: ", ") + " and " + last
  }
}
