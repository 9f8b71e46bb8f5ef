import KilimLaunch
import KilimModel
import KilimTransport

extension LaunchOrder {
  /// The launch of a plan, by whatever starts it.
  ///
  /// - Parameter plan: as this attempt runs it.
  /// - Throws: `TransferError` when a ZIP bundle names no program.
  init(_ plan: RunPlan, token: LaunchToken) throws(TransferError) {
    self =
      plan.batch == nil
      ? .program(try LaunchRequest(plan, token: token))
      : .batch(BatchOrder(token: token, plan: plan))
  }
}
