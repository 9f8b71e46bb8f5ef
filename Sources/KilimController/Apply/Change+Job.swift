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
      case .recall(let run, let other, let remark):
        (Self.action(other), Self.words(run, other, remark, name))
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
    switch change {
    case .rerun: repeated = 1
    case .cancelThenRun, .recall(_, .cancelled, _): ended = 1
    case .create, .restore, .recall, .unchanged, .update, .supersede, .waitBehind, .hold, .reject:
      break
    }
  }

  private static func action(_ other: JobChange.OtherRun) -> Action {
    if case .cancelled = other { .cancelled } else { .restored }
  }

  private static func words(
    _ run: Int, _ other: JobChange.OtherRun, _ remark: JobChange.Remark?, _ name: ResourceName
  ) -> String {
    let end =
      switch other {
      case .stays: ""
      case .superseded(let newest): "run #\(newest) was not submitted yet and is dropped; "
      case .cancelled(let newest): "run #\(newest) is cancelled; "
      }
    let verdict =
      if case .lastRunFailed(_, let status)? = remark {
        "ran this before and \(status == .cancelled ? "was cancelled" : "did not succeed")"
      } else {
        "is of the same identity"
      }
    return "\(end)run #\(run) \(verdict); `kilim rerun \(name)` runs it again"
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
