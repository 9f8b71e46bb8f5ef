import KilimModel
import KilimStore
import KilimTransport

/// What a worker brings back.
enum StepResult: Sendable {
  case inputsStaged(RunID, Failure?)
  case jobStaged(RunID, Failure?)
  case archived(RunID, Result<ArchiveReport, TransferError>)
  case delivered(DeliveryID, TransferError?)

  struct Failure: Sendable {
    var reason: String
  }
}
