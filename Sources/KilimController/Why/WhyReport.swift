package import KilimLifecycle
package import KilimModel
package import KilimStore

/// Why the newest run of something exists, and why it does not run again.
package struct WhyReport: Sendable, Hashable {
  /// A Job, a Sweep, a point or a Workflow.
  package var object: ResourceName
  /// Nil for a Sweep and a Workflow, and before there is a run.
  package var run: RunName?
  package var status: RunStatus?
  package var created: Timestamp?
  /// Of a point: the compact JSON object of its values.
  package var point: String?
  package var origin: Origin
  /// What is different from the run before, or from the declaration before; empty where nothing is,
  /// and where the run before is no longer kept.
  package var differences: [IdentityDifference] = []
  package var outlook: Outlook
  /// Of a Workflow: what becomes of its steps, needed ones first.
  package var steps: [StepOutlook] = []

  /// What a run is owed to.
  package enum Origin: Sendable, Hashable {
    /// There is no run.
    case none
    case first
    /// What it is made of has changed.
    case changed(since: RunName)
    /// Somebody asked for it.
    case asked(RunRequest, after: RunName)
    /// The same once more.
    case repeated(after: RunName)
    /// The results are those of another run.
    case reused(RunName)
    /// Another point had the same values before the sweep's template changed.
    case templateChanged(before: ResourceName)
    /// Of a Sweep: the newest of so many declarations.
    case declared(generation: Int)
  }

  /// Whether and why something runs again, or not.
  package struct Outlook: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
      case unchanged, goesOn, waits, suspended, blocked, failed, cancelled, lost, stale, held
      case recalled, removed, invalid, superseded, limited, notRun
      /// Of a step: its turn comes, or would come, with what it does or takes now.
      case runs, runsAgain
      /// Of a step: it has the results of an equal run elsewhere.
      case takenOver
      case skipped
    }
    package var state: State
    /// For people.
    package var reason: String
    /// What helps; nil when nothing has to.
    package var command: String?
    /// Between the run and what is declared now.
    package var differences: [IdentityDifference] = []

    init(
      _ state: State, _ reason: String, command: String? = nil,
      _ differences: [IdentityDifference] = []
    ) {
      self.state = state
      self.reason = reason
      self.command = command
      self.differences = differences
    }
  }
}

/// What becomes of one step of a workflow, and why.
package struct StepOutlook: Sendable, Hashable {
  /// From the outer workflow down: `train`, `inner/train`.
  package var path: String
  /// What was made of it, or will be.
  package var object: ResourceName
  /// The newest run of a Job, or the run elsewhere whose outputs are the step's.
  package var run: RunName?
  package var state: StepState
  package var outlook: WhyReport.Outlook
}

extension WhyReport {
  /// Why the run exists, in words that follow its name.
  package var reason: String {
    switch origin {
    case .none: "has no run yet"
    case .first: "is the first run"
    case .changed(let before): "exists because what it depends on has changed since \(before)"
    case .asked(let request, let before): "was \(request.rawValue), after \(before)"
    case .repeated(let before): "is the same as \(before), which did not count"
    case .reused(let run): "takes over the results of \(run), which ran the same"
    case .templateChanged(let before):
      "is a new point since the template changed: \(before) had the same values"
    case .declared(1): "was declared once"
    case .declared(let generation): "was declared \(generation) times; the last change"
    }
  }

  /// The origin in a word, for programs.
  package var originName: String {
    switch origin {
    case .none: "none"
    case .first: "first"
    case .changed: "changed"
    case .asked(.retry, _): "retry"
    case .asked(.rerun, _): "rerun"
    case .asked(.refresh, _): "refresh"
    case .repeated: "repeated"
    case .reused: "reused"
    case .templateChanged: "templateChanged"
    case .declared: "declared"
    }
  }

  /// What came before, by name; nil for nothing.
  package var before: String? {
    switch origin {
    case .none, .first, .declared: nil
    case .changed(let run), .asked(_, let run), .repeated(let run), .reused(let run):
      run.description
    case .templateChanged(let point): point.description
    }
  }
}
