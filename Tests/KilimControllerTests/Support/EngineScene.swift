import KilimLifecycle
import KilimModel
import KilimStore
import KilimTestSupport
import Testing

@testable import KilimController

/// An engine that takes its turns one by one, as a test wants them.
struct EngineScene {
  let scene: Scene
  let engine: Engine
  let observer = Recorder()

  /// Applies a manifest; the goal is that all its runs settle.
  init(_ manifest: String, in scene: Scene? = nil) throws {
    let scene = try scene ?? Scene()
    self.scene = scene
    let outcome = try scene.apply(manifest)
    let now = scene.clock.now
    let holder = ProcessIdentity.ofThisProcess(host: "here")
    guard
      case .acquired(let lease) = try scene.plane.store.acquireLease(
        holder, now: now, isAlive: { _ in true })
    else { throw TestFailure("the lease is taken") }
    engine = Engine(
      store: scene.plane.store, stateDirectory: scene.plane.stateDirectory,
      surroundings: scene.plane.surroundings, postman: Postman(mail: nil), observer: observer,
      interrupt: try Interrupt(), lease: lease, goal: .settled(outcome.runs))
    try engine.lookAtStore()
    try engine.goal.resolve(in: engine.store, active: engine.runs)
  }

  /// What waits to be handed to the launcher.
  var orders: [LaunchOrder] { engine.seats[.launcher]?.orders ?? [] }

  /// The run of a job, as the engine sees it; nil when it has let go of it.
  func state(_ job: String) -> RunState? {
    engine.runs.values.first { $0.owner.name.name == job }?.state
  }
}
