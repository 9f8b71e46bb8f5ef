import KilimLifecycle
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimController

struct ClockTests {
  @Test func `drives jobs right while the clock swings by hours at each look`() throws {
    let scene = try Scene()
    scene.clock.swing(hours: 3)
    let outcome = try scene.apply(
      Declared.app("exit $1") + (0..<50).map { Declared.job("job-\($0)", ["\($0 % 2)"]) }.joined())
    let result = try BackgroundDrive(scene.plane, outcome.runs).result()
    #expect(result.isReached)
    for number in 0..<50 {
      let state = result.states[scene.name("job-\(number)")]
      #expect(state?.status == (number % 2 == 0 ? .finished : .failed))
    }
    #expect(
      try scene.statuses("job-0").map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 7, 10],
      "the history is in the order of what happened, whatever the clock said")
  }

  @Test(arguments: [-5, 5]) func `goes on after the clock was set`(hours: Int64) throws {
    let job = try RunningJob()
    job.scene.clock.jump(hours: hours)
    job.go.send("on")
    let result = try job.drive.result()
    #expect(result.states.values.map(\.status) == [.finished])
  }

  @Test func `notices a wish to cancel after the clock was set back`() throws {
    let job = try RunningJob()
    job.scene.clock.jump(hours: -5)
    _ = try job.scene.otherPlane().requestCancel([job.scene.name("one")])
    #expect(try job.drive.result().states.values.map(\.status) == [.cancelled])
  }

  @Test func `ends a wait after its time, whatever the clock says`() throws {
    let job = try RunningJob()
    _ = try job.drive.stop()
    let scene = job.scene
    let deadline = scene.clock.now.adding(milliseconds: 300)
    let observer = JumpingObserver(scene.clock)
    let result = try scene.plane.drive(
      until: .settled([scene.name("one")]), observer: observer, interrupt: try Interrupt(),
      deadline: deadline)
    #expect(!result.isReached)
  }
}

/// Sets the clock back by a day as soon as the engine runs.
private final class JumpingObserver: RunObserver {
  private let clock: WallClock
  init(_ clock: WallClock) { self.clock = clock }
  func runsChanged(_ changes: [RunProgress]) {}
  func roleChanged(to role: DriveRole) { clock.jump(hours: -24) }
  func hindered(by words: String) {}
  func tick(now: Timestamp) {}
}
