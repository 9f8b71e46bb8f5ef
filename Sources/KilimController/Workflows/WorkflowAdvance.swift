import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// One look at a workflow: which of its steps are to be applied now, and what the others are.
struct WorkflowAdvance {
  let look: WorkflowLook
  private(set) var rows: [StepRecord]
  private(set) var states: [StepState] = []
  private var facts: [StepFacts]
  private var actions: [StepAction] = []
  /// Steps that this look is done with.
  private var handled: Set<Int> = []

  /// - Parameter known: the steps of which a look before found that they are what they were made
  ///   of, by `StepBasis`.
  init(_ look: WorkflowLook, known: [Int: StepBasis]) {
    self.look = look
    rows = look.rows
    facts = look.facts
    decide()
    for (index, basis) in known where basis == self.basis(index) { facts[index].isCurrent = true }
    decide()
  }

  enum Preparation {
    /// What was made of the step is what it is now.
    case known
    /// It is skipped, or it failed without a run.
    case decided
    case ready(PreparedStep)
  }

  private mutating func decide() {
    (states, actions) = WorkflowDecision.actions(
      facts, order: look.structure.order, isHalted: look.record.isHalted)
  }

  /// The next step whose needs have ended and of which nothing current is known.
  mutating func nextToApply() -> Int? {
    decide()
    return look.structure.order.first { actions[$0] == .apply && !handled.contains($0) }
  }

  /// Finds out what a step is now, given the values that it takes.
  mutating func prepare(
    _ index: Int, _ factory: RunFactory, _ reader: StoreReader, _ directory: StateDirectory
  ) throws(StoreError) -> Preparation {
    handled.insert(index)
    let values = StepReader(
      reader: reader, stateDirectory: directory, steps: look.spec.steps, rows: rows,
      states: states, outer: look.outerValues.flatMap(StepValues.init(json:)))
    let builder = StepBuilder(look: look, index: index, factory: factory)
    let basis = try builder.basis(values)
    let (refreshes, takenOver) = (rows[index].refreshes, rows[index].reusedRun)
    rows[index].refreshes = false
    if rows[index].identity == basis.identity, facts[index].objectState != nil {
      facts[index].isCurrent = true
      return .known
    }
    rows[index].identity = basis.identity
    rows[index].values = basis.values.json
    rows[index].reason = nil
    rows[index].reusedRun = nil
    facts[index].isCurrent = true
    switch builder.build(basis) {
    case .skipped(let reason):
      rows[index].reason = reason
      facts[index].objectState = .skipped
      return .decided
    case .failed(let problem):
      rows[index].reason = problem.message
      rows[index].object = nil
      facts[index].objectState = .failed
      return .decided
    case .ready(var step):
      step.refreshes = refreshes
      step.takenOver = takenOver
      step.hasNewValues = rows[index].values != look.rows[index].values
      // Until it is read again, it counts as begun.
      facts[index].objectState = .active
      return .ready(step)
    }
  }

  /// Applying the step changes nothing: it is what it is stored as.
  mutating func keep(_ index: Int) {
    rows[index].reusedRun = look.rows[index].reusedRun
    facts[index].objectState = look.facts[index].objectState
    decide()
  }

  /// What is to be done about a step, as far as is known.
  func action(_ index: Int) -> StepAction { actions[index] }

  /// The step cannot be applied now.
  mutating func wait(_ index: Int) {
    rows[index] = look.rows[index]
    facts[index] = look.facts[index]
  }

  var status: RunStatus {
    WorkflowDecision.status(states, facts, isHalted: look.record.isHalted)
  }

  /// A step as it is to be stored now.
  func row(_ index: Int) -> StepRecord {
    var row = rows[index]
    row.state = states[index]
    if case .skip(let reason) = actions[index] {
      row.reason = words(reason)
      row.identity = nil
    } else if row.state != look.rows[index].state, row.reason == look.rows[index].reason {
      row.reason = nil
    }
    return row
  }

  private func words(_ reason: SkipReason) -> String {
    switch reason {
    case .need(let index, let state):
      "`\(look.spec.steps[index].name)`, which it needs, "
        + (state == .skipped ? "was skipped" : state == .failed ? "failed" : "was cancelled")
    }
  }

  /// The steps of which something else is known now.
  var changed: [Int] { rows.indices.filter { row($0) != look.rows[$0] } }

  /// The steps that were found to be current, for the next look.
  var known: [Int: StepBasis] {
    var known: [Int: StepBasis] = [:]
    for index in facts.indices where facts[index].isCurrent == true {
      known[index] = basis(index)
    }
    return known
  }

  private func basis(_ index: Int) -> StepBasis {
    StepBasis(
      identity: rows[index].identity,
      needs: look.structure.steps[index].needs.map { need in
        StepBasis.Need(
          state: states[need], run: rows[need].object?.run, identity: rows[need].identity)
      }, outer: look.outerValues)
  }
}

/// What a step was found to be current with: as long as it is the same, nothing need be read.
struct StepBasis: Hashable {
  struct Need: Hashable {
    var state: StepState
    var run: RunID?
    var identity: [UInt8]?
  }

  var identity: [UInt8]?
  var needs: [Need]
  /// What was taken of steps around the workflow.
  var outer: String?
}
