import KilimLaunch
import KilimModel
import KilimRemote
import KilimTransport

extension LaunchOrder {
  /// The launch of a plan, by whatever starts it.
  ///
  /// - Parameter plan: as this attempt runs it.
  /// - Throws: `TransferError` when a ZIP bundle names no program.
  init(
    _ plan: RunPlan, token: LaunchToken, attempt: Int, facts: HostFacts
  ) throws(TransferError) {
    if plan.batch != nil {
      self = .batch(BatchOrder(token: token, plan: plan))
    } else if plan.execHost != nil {
      self = .remote(RemoteOrder(plan, token: token))
    } else {
      self = .program(try LaunchRequest(plan, token: token, attempt: attempt, facts: facts))
    }
  }
}
