import KilimLifecycle
import KilimModel
import Testing

@testable import KilimController

struct GoalProgressTests {
  private let one = RunName(owner: ResourceName(.job, "one"), number: 1)
  private let two = RunName(owner: ResourceName(.job, "one"), number: 2)

  @Test(arguments: [
    (RunState(status: .running), false, true),
    (RunState(status: .queued), false, false),
    (RunState(status: .archiving), false, true),
    (RunState(status: .finished), true, true),
    (RunState(status: .failed), true, true),
    (RunState(status: .cancelled), true, true),
    (RunState(status: .blocked, condition: .unknownOutcome), true, true),
    (RunState(status: .blocked), false, true),
  ])
  func `knows what reaches a goal`(state: RunState, settles: Bool, starts: Bool) {
    var settled = GoalProgress(.settled([one]))
    settled.note(one, state)
    #expect(settled.isReached == settles)
    var started = GoalProgress(.started([one]))
    started.note(one, state)
    #expect(started.isReached == starts)
  }

  @Test func `gives up only the runs of a declaration that were never seen`() {
    var goal = GoalProgress(.settled([one, two]))
    goal.note(one, RunState(status: .running))
    goal.dropComing(of: one.owner)
    #expect(!goal.isReached)
    goal.note(one, RunState(status: .finished))
    #expect(goal.isReached)
  }

  @Test func `finds what is there, what is coming and what does not exist`() throws {
    let scene = try Scene()
    try scene.run(Declared.app("true") + Declared.job("one"))
    var goal = GoalProgress(
      .settled([scene.name("one"), scene.name("nobody"), scene.name("one", 2)]))
    try goal.resolve(in: scene.plane.store, active: [:])
    #expect(goal.isReached)
  }
}
