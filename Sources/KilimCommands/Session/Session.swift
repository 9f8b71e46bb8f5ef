import Glibc
import KilimController
import KilimModel

/// What a running command works with.
struct Session {
  let console: Console
  let surroundings: Surroundings
  let statePath: String

  var now: Timestamp { surroundings.now() }

  /// Nil when there is no state yet: looking must not make one.
  var existingStatePath: String? {
    access(statePath + "/state.db", F_OK) == 0 ? statePath : nil
  }

  /// Opens the state, making it when there is none.
  func open() throws(CommandFailure) -> ControlPlane {
    let plane = try engine { () throws(EngineError) in
      try ControlPlane.open(
        statePath: statePath, surroundings: surroundings, isUntilExit: true)
    }
    for warning in plane.stateWarnings { console.warn(warning) }
    return plane
  }
}
