import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimRemote

/// Starts the programs of runs and says what became of them: the launcher of this state, or a batch
/// scheduler. For the engine's thread; nothing here blocks it for long.
///
/// An order is handed over only once the intent is stored, and an executor starts at most one
/// program for a token, ever. Every call may throw: then the engine drops the executor, makes a new
/// one, and asks it about everything that the old one had.
protocol Executor: AnyObject {
  /// Readable when `receive` has something to say; nil for one that signals the engine's `Wakeup`.
  var descriptor: Int32? { get }
  /// Whether `attach` has to be told the plans of the attempts.
  var needsPlans: Bool { get }

  /// How many programs of a group may run, or wait in a scheduler, at once.
  func setSlots(_ count: Int, of group: String) throws(LaunchError)

  /// How many programs the queues of a scheduler may have at once; others have no limit of their own.
  func setQueueLimits(_ limits: [String: Int])

  /// Takes orders, in order within their group. A token that is known is not started again.
  func submit(_ orders: [LaunchOrder]) throws(LaunchError)

  /// Asks what became of attempts, and has their further news sent here. What is not answered at
  /// once comes with `receive`.
  func attach(_ attempts: [LaunchAttempt]) throws(LaunchError) -> [LaunchToken: LaunchWitness]

  /// Ends attempts, and says what became of them only once nothing of them is left.
  func cancel(_ tokens: [LaunchToken]) throws(LaunchError)

  /// Lets tokens be forgotten whose outcome is stored.
  func acknowledge(_ tokens: [LaunchToken]) throws(LaunchError)

  /// All news since the last call, in the order in which it happened.
  func receive() throws(LaunchError) -> [LaunchNews]

  /// Ends what works for it here; nothing that was started is touched.
  func close()
}

/// One attempt to start a program, with everything decided.
enum LaunchOrder: Sendable {
  case program(LaunchRequest)
  case batch(BatchOrder)
  /// A program on an SSH host.
  case remote(RemoteOrder)

  var token: LaunchToken {
    switch self {
    case .program(let request): request.token
    case .batch(let order): order.token
    case .remote(let order): order.token
    }
  }
}

/// An attempt for a batch scheduler.
struct BatchOrder: Sendable {
  var token: LaunchToken
  /// As this attempt runs it.
  var plan: RunPlan
}

/// An attempt that was handed over before.
struct LaunchAttempt: Sendable {
  var token: LaunchToken
  /// As it runs; nil for an executor that needs none.
  var plan: RunPlan?
  /// Its program was seen running.
  var hasStarted: Bool
  /// It is to be ended, or never to start.
  var isCancelled: Bool
}

/// What an executor has to tell of one attempt.
enum LaunchNews: Sendable {
  case witness(LaunchToken, LaunchWitness)
  /// The executor's words about an attempt that goes on, as in `Slurm job 71 waits: Priority`.
  case words(LaunchToken, String)
}

/// Which executor an attempt belongs to.
enum ExecutorName: Hashable, Comparable {
  case launcher
  /// The batch scheduler of a System.
  case batch(String)
  /// An SSH host, by its `HostName`.
  case host(String)
}
