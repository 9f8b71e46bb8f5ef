import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

struct WorkflowDecisionTests {
  private func decide(
    _ steps: [StepFacts], isHalted: Bool = false
  ) -> (states: [StepState], actions: [StepAction]) {
    WorkflowDecision.actions(steps, order: Array(steps.indices), isHalted: isHalted)
  }

  private func status(_ steps: [StepFacts], isHalted: Bool = false) -> RunStatus {
    WorkflowDecision.status(
      decide(steps, isHalted: isHalted).states, steps, isHalted: isHalted)
  }

  private static func done(_ state: StepState, allowsFailure: Bool = false) -> StepFacts {
    StepFacts(allowsFailure: allowsFailure, objectState: state, isCurrent: true)
  }

  /// One row: how the step before is, what is known of the step, what becomes of it.
  struct Row: Sendable, CustomTestStringConvertible {
    var before: StepFacts
    var step: StepFacts
    var state: StepState
    var action: StepAction
    var testDescription: String { "\(before) \(step)" }
  }

  private static func row(
    _ before: StepFacts, decides: Bool = false, object: StepState? = nil,
    isCurrent: Bool? = nil, _ state: StepState, _ action: StepAction
  ) -> Row {
    Row(
      before: before,
      step: StepFacts(
        needs: [0], decidesAbout: decides ? [0] : [], hasCondition: decides, objectState: object,
        isCurrent: isCurrent), state: state, action: action)
  }

  static let rows: [Row] = [
    row(StepFacts(), .waiting, .wait),
    row(done(.active), .waiting, .wait),
    row(done(.finished), .waiting, .apply),
    // What runs goes on; what has ended waits for the newest values.
    row(done(.active), object: .active, isCurrent: false, .active, .wait),
    row(done(.active), object: .finished, isCurrent: true, .waiting, .wait),
    row(done(.finished), object: .active, isCurrent: true, .active, .wait),
    row(done(.finished), object: .active, isCurrent: false, .active, .apply),
    row(done(.finished), object: .finished, isCurrent: true, .finished, .none),
    row(done(.finished), object: .finished, isCurrent: false, .waiting, .apply),
    row(done(.finished), object: .finished, isCurrent: nil, .waiting, .apply),
    row(done(.finished), object: .failed, isCurrent: true, .failed, .none),
    row(done(.finished), object: .failed, isCurrent: false, .waiting, .apply),
    row(done(.finished), object: .cancelled, isCurrent: true, .cancelled, .none),
    row(done(.finished), object: .waiting, isCurrent: true, .waiting, .apply),
    // Skipped before: for its condition, or for what is well now.
    row(done(.finished), object: .skipped, isCurrent: true, .skipped, .none),
    row(done(.finished), object: .skipped, isCurrent: false, .waiting, .apply),
    // What did not end well holds back.
    row(done(.failed), .skipped, .skip(.need(0, .failed))),
    row(done(.cancelled), .skipped, .skip(.need(0, .cancelled))),
    row(done(.skipped), .skipped, .skip(.need(0, .skipped))),
    row(done(.failed), object: .skipped, .skipped, .none),
    row(done(.failed), object: .finished, isCurrent: false, .skipped, .skip(.need(0, .failed))),
    row(done(.failed), object: .active, isCurrent: false, .active, .wait),
    row(done(.failed, allowsFailure: true), .waiting, .apply),
    row(done(.cancelled, allowsFailure: true), .waiting, .apply),
    row(done(.skipped, allowsFailure: true), .skipped, .skip(.need(0, .skipped))),
    // Its own condition asks for it.
    row(done(.failed), decides: true, .waiting, .apply),
    row(done(.cancelled), decides: true, .waiting, .apply),
    row(done(.skipped), decides: true, .waiting, .apply),
    row(done(.active), decides: true, .waiting, .wait),
  ]

  @Test(arguments: rows)
  func `a step follows the one before it`(row: Row) {
    let (states, actions) = decide([row.before, row.step])
    #expect(states[1] == row.state)
    #expect(actions[1] == row.action)
  }

  @Test func `skipping goes on from step to step, each with the reason next to it`() {
    let steps = [
      Self.done(.failed), StepFacts(needs: [0]), StepFacts(needs: [1]), StepFacts(),
    ]
    let (states, actions) = decide(steps)
    #expect(states == [.failed, .skipped, .skipped, .waiting])
    #expect(
      actions == [.none, .skip(.need(0, .failed)), .skip(.need(1, .skipped)), .apply])
  }

  @Test func `a halted workflow starts nothing`() {
    let steps = [
      Self.done(.active), StepFacts(needs: [0]), StepFacts(), Self.done(.finished),
      Self.done(.skipped),
    ]
    let (states, actions) = decide(steps, isHalted: true)
    #expect(states == [.active, .cancelled, .cancelled, .finished, .skipped])
    #expect(actions.allSatisfy { $0 == .none })
    #expect(status(steps, isHalted: true) == .running)
    #expect(status([Self.done(.cancelled), StepFacts(needs: [0])], isHalted: true) == .cancelled)
    #expect(status([Self.done(.finished)], isHalted: true) == .finished)
    #expect(status([Self.done(.failed), StepFacts()], isHalted: true) == .failed)
    #expect(
      status([StepFacts(allowsFailure: true)], isHalted: true) == .cancelled)
  }

  @Test(
    arguments: [
      ([], .finished), ([StepFacts()], .pending), ([StepFacts(), StepFacts(needs: [0])], .pending),
      ([done(.active), StepFacts(needs: [0])], .running),
      ([done(.finished), StepFacts(needs: [0])], .running),
      // Others still run after a failure.
      ([done(.failed), StepFacts()], .running), ([done(.failed), done(.active)], .running),
      ([done(.failed), StepFacts(needs: [0])], .failed),
      ([done(.failed, allowsFailure: true), done(.finished)], .finished),
      ([done(.failed), done(.cancelled)], .failed), ([done(.cancelled)], .cancelled),
      ([done(.cancelled, allowsFailure: true)], .finished),
      ([done(.skipped), StepFacts(needs: [0])], .finished),
      ([done(.finished), done(.finished)], .finished),
    ] as [([StepFacts], RunStatus)])
  func `the status of the whole follows from its steps`(steps: [StepFacts], whole: RunStatus) {
    #expect(status(steps) == whole)
  }

  @Test func `names every end as conditions know it`() {
    #expect(
      StepState.allCases.map(\.statusName) == [
        nil, nil, "FINISHED", "FAILED", "CANCELLED", "SKIPPED",
      ])
    #expect(StepState.allCases.allSatisfy { $0.hasEnded == ($0.statusName != nil) })
  }

  /// Steps that need some of those before them.
  private func randomSteps(_ generator: inout SeededGenerator) -> [StepFacts] {
    (0..<Int.random(in: 1...12, using: &generator)).map { place in
      let needs = (0..<place).filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }
      let decided = needs.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }
      return StepFacts(
        needs: needs, decidesAbout: Set(decided),
        allowsFailure: Int.random(in: 0..<4, using: &generator) == 0,
        hasCondition: !decided.isEmpty)
    }
  }

  @Test(arguments: 0..<200)
  func `every workflow comes to an end, and no step starts before what it needs has ended`(
    seed: UInt64
  ) {
    var generator = SeededGenerator(seed: seed)
    var steps = randomSteps(&generator)
    let ends: [StepState] = [.finished, .finished, .finished, .failed, .cancelled, .skipped]
    var applied = steps.map { _ in 0 }
    var turns = 0
    while true {
      turns += 1
      let (states, actions) = decide(steps)
      #expect(decide(steps).actions == actions)
      var hasActed = false
      for (place, action) in actions.enumerated() {
        switch action {
        case .apply:
          let areOver = steps[place].needs.map { states[$0].hasEnded }
          #expect(!areOver.contains(false))
          applied[place] += 1
          steps[place].objectState = .active
          steps[place].isCurrent = true
        case .skip: steps[place].objectState = .skipped
        case .wait, .none: continue
        }
        hasActed = true
      }
      if !hasActed {
        guard let running = steps.firstIndex(where: { $0.objectState == .active }) else { break }
        steps[running].objectState = ends.randomElement(using: &generator)
      }
      guard turns < 200 else { break }
    }
    let (states, _) = decide(steps)
    #expect(turns < 200)
    #expect(states.allSatisfy { $0.hasEnded })
    #expect(applied.allSatisfy { $0 <= 1 })
    #expect(WorkflowDecision.status(states, steps, isHalted: false).isTerminal)
    // What ended badly holds back all that did not ask for it.
    for (place, step) in steps.enumerated() where applied[place] == 1 {
      for need in step.needs where !step.decidesAbout.contains(need) {
        #expect(
          states[need] == .finished
            || states[need] != .skipped && steps[need].allowsFailure)
      }
    }
  }

  @Test(arguments: 0..<50)
  func `after a change only the steps that it reaches are applied`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var steps = randomSteps(&generator)
    for place in steps.indices {
      steps[place].objectState = .finished
      steps[place].isCurrent = true
    }
    #expect(decide(steps).actions.allSatisfy { $0 == .none })
    let changed = Int.random(in: steps.indices, using: &generator)
    steps[changed].isCurrent = false
    let (_, actions) = decide(steps)
    var reached: Set<Int> = [changed]
    for place in steps.indices where !reached.isDisjoint(with: steps[place].needs) {
      reached.insert(place)
    }
    for (place, action) in actions.enumerated() {
      #expect(action == (place == changed ? .apply : reached.contains(place) ? .wait : .none))
    }
    // The same result as before stops the wave.
    steps[changed].isCurrent = true
    #expect(decide(steps).actions.allSatisfy { $0 == .none })
  }
}
