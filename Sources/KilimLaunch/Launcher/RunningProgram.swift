import KilimModel

/// A program that was started and whose tree is not known to be gone.
final class RunningProgram {
  enum StopCause { case cancel, timeLimit }

  let identity: ProcessIdentity
  let intent: StartIntent
  let exitCodeFile: String?
  /// Of a launcher that is gone: its exit status cannot be known.
  let isAdopted: Bool
  /// Readable when an adopted program has ended; -1 for none.
  var descriptor: Int32 = -1

  /// Why it was told to end.
  var stop: StopCause?
  /// The program itself has ended.
  var isGone = false
  /// How, when that is known.
  var exit: ExitRecord?

  /// When SIGTERM is followed by SIGKILL, in milliseconds since boot.
  var killAt = Int64.max
  /// When the tree is looked at again.
  var nextRound = Int64.max
  var roundDelay: Int64 = 10
  /// Those that got SIGTERM.
  var signalled: Set<Int32> = []
  /// Those that the system does not let us signal.
  var untouchable: Set<Int32> = []

  init(
    identity: ProcessIdentity, intent: StartIntent, exitCodeFile: String? = nil,
    isAdopted: Bool = false
  ) {
    self.identity = identity
    self.intent = intent
    self.exitCodeFile = exitCodeFile
    self.isAdopted = isAdopted
  }

  var process: Int32 { identity.process }

  /// When its time is over, in milliseconds since boot.
  var deadline: Int64 {
    guard let limit = intent.timeLimitSeconds, limit < Int64.max / 2000 else { return .max }
    return identity.startedBefore + limit * 1000
  }
}

/// A program that has ended, of a job that is not over yet.
struct EndedProgram {
  let job: LaunchedJob
  let program: RunningProgram
}
