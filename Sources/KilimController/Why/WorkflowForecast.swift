import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore

/// What the engine's next look at a workflow would make of its steps: the same look, of which nothing
/// is stored.
struct WorkflowForecast {
  let factory: RunFactory
  let reader: StoreReader
  let directory: StateDirectory
  /// Of the outer workflow.
  var versions: StepVersions

  init(
    _ name: ResourceName, _ factory: RunFactory, _ reader: StoreReader, _ directory: StateDirectory
  ) throws(StoreError) {
    self.factory = factory
    self.reader = reader
    self.directory = directory
    versions = try StepVersions(name, reader)
  }

  /// The steps of a workflow, needed ones first, each followed by those inside of it.
  ///
  /// - Parameter path: of the workflow among its outer ones: `["inner"]`.
  mutating func outlooks(
    of record: WorkflowRecord, below path: [String] = []
  ) throws(StoreError) -> [StepOutlook] {
    guard let look = try WorkflowLook(record, reader, parsed: nil) else { return [] }
    var advance = WorkflowAdvance(look, known: [:])
    var made: [Int: WhyReport.Outlook] = [:]
    while let index = advance.nextToApply() {
      guard case .ready(let step) = try advance.prepare(index, factory, reader, directory) else {
        continue
      }
      let outlook = try StepDecision(
        step: step, row: look.rows[index], values: advance.row(index).values, look: look,
        reader: reader, surroundings: factory.surroundings
      ).outlook
      made[index] = outlook
      if outlook.state.leavesAsIs, look.rows[index].object != nil { advance.keep(index) }
    }
    let components = StepComponents(factory, look.object)
    let stale = try StaleSteps(components: components, reader: reader).find(look.spec, record)
    var all: [StepOutlook] = []
    for index in look.structure.order {
      let step = look.spec.steps[index]
      let place = path + [step.name]
      var outlook: WhyReport.Outlook
      if let known = made[index] {
        outlook = known
      } else {
        outlook = try StepPosition(index: index, look: look, advance: advance, reader: reader)
          .outlook
      }
      try explain(&outlook, step, place, look.rows[index])
      if outlook.state == .unchanged,
        let found = stale.first(where: { $0.path == step.name })
      {
        outlook = try describe(found, step, look.rows[index], components)
      }
      let object = look.objectName(of: step)
      all.append(
        StepOutlook(
          path: place.joined(separator: "/"), object: object,
          run: try run(of: look.rows[index], object), state: look.rows[index].state,
          outlook: outlook))
      if step.workflow != nil, outlook.state != .runsAgain,
        let inner = try reader.workflow(object)
      {
        all += try outlooks(of: inner, below: place)
      }
    }
    return all
  }

  /// Puts the fields of the step's own that differ in front.
  private mutating func explain(
    _ outlook: inout WhyReport.Outlook, _ step: WorkflowStep, _ path: [String], _ row: StepRecord
  ) throws(StoreError) {
    guard [.runsAgain, .waits, .skipped, .goesOn].contains(outlook.state),
      let name = row.object?.name, let applied = try reader.object(name)
    else { return }
    let fields = versions.differences(ofStep: path, since: applied)
    outlook.differences = fields + outlook.differences
    if outlook.state == .waits, !fields.isEmpty {
      outlook.reason += "; then it runs again, since it was declared anew"
    }
  }

  private func describe(
    _ found: StaleStep, _ step: WorkflowStep, _ row: StepRecord, _ components: StepComponents
  ) throws(StoreError) -> WhyReport.Outlook {
    var differences: [IdentityDifference] = []
    if let before = try before(step, row),
      let now = components.made(of: step, as: found.object, values: row.values ?? "")
    {
      var comparison = IdentityComparison(found.object, versions: [], in: reader)
      differences = try comparison.contents(from: before, to: now.components, app: step.app)
    }
    return .init(
      .stale, "Stale: what it uses has changed since, and its own text has not",
      command: "kilim apply --refresh -f FILE", differences)
  }

  private func before(
    _ step: WorkflowStep, _ row: StepRecord
  ) throws(StoreError) -> IdentityComponents? {
    guard let object = row.object else { return nil }
    guard step.sweep == nil else { return try reader.identityComponents(ofSweep: object.id) }
    return try (object.run ?? row.reusedRun).flatMap { run throws(StoreError) in
      try reader.identityComponents(of: run)
    }
  }

  private func run(of row: StepRecord, _ object: ResourceName) throws(StoreError) -> RunName? {
    guard let run = row.object?.run ?? row.reusedRun else { return nil }
    return try reader.ledgerEntry(run).map { RunName(owner: $0.owner, number: $0.number) }
  }
}

extension WorkflowStep {
  /// The App that its Job or its template names.
  var app: ResourceName? {
    (job ?? sweep?.template).map { ResourceName(.app, "\($0.appId)@\($0.appVersion)") }
  }
}

extension WhyReport.Outlook.State {
  /// Applying the step makes no run.
  fileprivate var leavesAsIs: Bool {
    switch self {
    case .unchanged, .takenOver, .stale, .recalled, .held: true
    default: false
    }
  }
}
