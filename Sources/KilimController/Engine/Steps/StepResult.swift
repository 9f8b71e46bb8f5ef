import KilimModel
import KilimRemote
import KilimStore
import KilimTransport

/// What a worker brings back.
enum StepResult: Sendable {
  case directoriesMade(RunID, Failure?)
  case inputsStaged(RunID, Failure?)
  case jobStaged(RunID, Failure?)
  case archived(RunID, Result<ArchiveReport, Failure>)
  case delivered(DeliveryID, TransferError?)

  struct Failure: Error, Sendable {
    var reason: String
    /// The host that does not let the step be done: it is done again when that has changed.
    var host: RemoteError?

    init(reason: String) { self.reason = reason }
  }
}
