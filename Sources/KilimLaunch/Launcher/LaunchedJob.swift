/// A token that the launcher was given, and how far it is.
final class LaunchedJob {
  enum State {
    /// Not in the journal: it may be given to another launcher.
    case waiting(PreparedRequest)
    /// Claimed in the journal, which is not on disk yet.
    case claiming(PreparedRequest)
    /// Claimed on disk: may be started at any moment.
    case ready(PreparedRequest)
    case running(RunningProgram)
    /// Told to clients once the journal is on disk up to `position`.
    case over(LaunchOutcome, position: Int)
  }

  let token: LaunchToken
  let group: JobGroup
  var state: State
  /// The client that is told; 0 for none.
  var watcher: UInt32

  init(token: LaunchToken, group: JobGroup, state: State, watcher: UInt32) {
    self.token = token
    self.group = group
    self.state = state
    self.watcher = watcher
  }

  var isWaiting: Bool { if case .waiting = state { true } else { false } }
  var isClaiming: Bool { if case .claiming = state { true } else { false } }
  var isReady: Bool { if case .ready = state { true } else { false } }
}
