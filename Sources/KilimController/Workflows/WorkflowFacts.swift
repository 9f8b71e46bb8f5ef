import KilimManifest
import KilimModel
import KilimStore

/// What applying a workflow compares and stores.
struct WorkflowFacts: Sendable {
  let spec: WorkflowSpec
  let structure: WorkflowStructure
  /// Of each step; empty for a workflow that nobody asks about.
  let costs: [StepCost]
  /// Nil for a workflow whose steps nobody asks to be fresh.
  let components: StepComponents?

  /// Nil for steps that make no workflow.
  init?(_ spec: WorkflowSpec, costs: [StepCost] = [], components: StepComponents? = nil) {
    guard let structure = WorkflowStructure.of(spec, source: nil, outer: .any).structure
    else { return nil }
    self.spec = spec
    self.structure = structure
    self.costs = costs
    self.components = components
  }

  func cost(of index: Int) -> StepCost { index < costs.count ? costs[index] : StepCost(runs: 1) }
}

/// What a step comes to when all of it runs.
struct StepCost: Sendable, Hashable {
  /// Of a sweep whose points are not known yet, none.
  var runs = 0
  /// Nodes times cores times the time limit.
  var coreHours = 0.0

  mutating func add(_ other: StepCost) {
    runs += other.runs
    coreHours += other.coreHours
  }
}

/// How many steps an apply treats how.
package struct StepTally: Sendable, Hashable {
  /// Never seen.
  package var added = 0
  /// Declared otherwise than before.
  package var changed = 0
  /// After an added or changed one: they run again when what they take has changed.
  package var following = 0
  package var removed = 0
  package var unchanged = 0

  package init() {}
}

/// A workflow compared with the state.
struct WorkflowComparison: Sendable {
  enum Change: Sendable, Hashable {
    case create
    case restore
    case update
    case unchanged
  }

  var change: Change
  var tally = StepTally()
  /// Of the changed steps, those whose work is repeated.
  var repeated = 0
  /// Of the removed steps, those that run.
  var ended = 0
  /// Of the new and changed steps.
  var cost = StepCost()
  /// The stored status; nil for a workflow that was never applied.
  var status: RunStatus?
  /// Declared as they were, while what they use has changed.
  var stale: [StaleStep] = []
  /// The stale steps run again (`--refresh`).
  var refreshes = false
  /// What is declared is not what the state has, or it was removed there.
  var isDeclared = true
}

extension ApplyPlanner {
  /// Compares a workflow with the state, step by step.
  func compare(
    _ entry: ApplyEntry, _ workflow: WorkflowFacts, in reader: StoreReader
  ) throws(StoreError) -> WorkflowComparison {
    let name = entry.document.name
    guard let object = try reader.object(name), let record = try reader.workflow(name) else {
      var comparison = WorkflowComparison(change: .create)
      comparison.tally.added = workflow.spec.steps.count
      for index in workflow.spec.steps.indices { comparison.cost.add(workflow.cost(of: index)) }
      return comparison
    }
    let before = SpecCoding.workflowSpec(fromJSON: object.content.spec)?.steps ?? []
    let known = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var begun: [String: StepRecord] = [:]
    for row in try reader.steps(of: record.id) where row.object != nil { begun[row.name] = row }

    var comparison = WorkflowComparison(change: .unchanged, status: record.status)
    var moved: Set<Int> = []
    for index in workflow.structure.order {
      let step = workflow.spec.steps[index]
      let old = known[step.name]
      if old == nil {
        comparison.tally.added += 1
        comparison.cost.add(workflow.cost(of: index))
        moved.insert(index)
      } else if old.map({ !$0.isSameWork(as: step) }) == true {
        comparison.tally.changed += 1
        comparison.cost.add(workflow.cost(of: index))
        moved.insert(index)
        if begun[step.name] != nil, old.map({ $0.repeatsWork(of: step) }) == true {
          comparison.repeated += 1
        }
      } else if workflow.structure.steps[index].needs.contains(where: moved.contains) {
        comparison.tally.following += 1
        moved.insert(index)
      } else {
        comparison.tally.unchanged += 1
      }
    }
    let names = Set(workflow.spec.steps.map(\.name))
    comparison.tally.removed = before.count { !names.contains($0.name) }
    comparison.ended = begun.values.count {
      !names.contains($0.name) && $0.state == .active
    }
    if object.deleted == nil, let components = workflow.components {
      let changed = workflow.spec.steps.filter { step in
        known[step.name].map { !$0.isSameWork(as: step) } ?? true
      }
      comparison.stale = try StaleSteps(components: components, reader: reader).find(
        workflow.spec, record, besides: Set(changed.map(\.name)))
    }
    comparison.refreshes = options.refresh && !comparison.stale.isEmpty
    if comparison.refreshes {
      for step in comparison.stale {
        comparison.cost.add(step.cost)
        comparison.repeated += step.cost.runs
      }
    }
    let isSame =
      Array(Digest.of(entry.spec).bytes.prefix(16)) == object.specDigest
      && entry.metadata == object.content.metadata
    comparison.isDeclared = object.deleted != nil || !isSame
    comparison.change =
      object.deleted != nil
      ? .restore : isSame && !comparison.refreshes ? .unchanged : .update
    return comparison
  }
}

extension WorkflowStep {
  /// Whether another declaration of the step, which differs, does anew what this one did: more points
  /// are new work only.
  fileprivate func repeatsWork(of other: WorkflowStep) -> Bool {
    guard let sweep, let swept = other.sweep else { return true }
    return SpecCoding.identity(of: sweep.template) != SpecCoding.identity(of: swept.template)
  }

  /// Whether another declaration of the step does the same, so that equal values make equal runs.
  func isSameWork(as other: WorkflowStep) -> Bool {
    guard when == other.when else { return false }
    switch (job, other.job) {
    case (let job?, let other?):
      return SpecCoding.identity(of: job) == SpecCoding.identity(of: other)
    case (nil, nil): break
    default: return false
    }
    switch (sweep, other.sweep) {
    case (let sweep?, let other?):
      return SpecCoding.identity(of: sweep.template) == SpecCoding.identity(of: other.template)
        && sweep.parameters == other.parameters && sweep.exclude == other.exclude
    case (nil, nil): break
    default: return false
    }
    return workflow == other.workflow
  }
}
