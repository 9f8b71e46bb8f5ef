import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimStore

/// What the engine keeps of the container of a run's newest attempt.
struct ContainerCare {
  /// How its command ended; nil while that is not known.
  var end: CommandEnd?
  /// What became of it is known: the run's witness says it.
  var isSettled = false
  /// It is gone, and what its runtime wrote.
  var isGone = false
  var looks = 0
  /// When it is looked at next, in milliseconds since boot; nil for now.
  var due: Int64?
  /// When a container without a command has used up its time, in milliseconds since boot.
  var deadline: Int64?
  var wasOutOfReach = false
}

/// What a worker brings back from a container runtime.
enum ContainerResult: Sendable {
  case settled(ContainerWork, ContainerVerdict)
  /// Each with nil when nothing is left.
  case removed(Runtime, [(work: ContainerWork, complaint: RuntimeComplaint?)])
  /// Nil when it is here.
  case image(ImageKey, RuntimeComplaint?)
  /// Nil when it answers.
  case asked(Runtime, RuntimeComplaint?)
}

/// Whose container a worker was at.
struct ContainerWork: Sendable {
  var run: RunID
  var token: LaunchToken
}
