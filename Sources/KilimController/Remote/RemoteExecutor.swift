import KilimLaunch
import KilimLifecycle
import KilimRemote

/// Starts programs on an SSH host. The work is done by the host's own thread.
final class RemoteExecutor: Executor {
  private let host: RemoteHost

  init(_ host: RemoteHost) { self.host = host }

  /// The host signals the engine's `Wakeup`.
  var descriptor: Int32? { nil }
  var needsPlans: Bool { false }

  func setSlots(_ count: Int, of group: String) { host.setSlots(count) }

  func setQueueLimits(_ limits: [String: Int]) {}

  func submit(_ orders: [LaunchOrder]) {
    host.submit(orders.compactMap { if case .remote(let order) = $0 { order } else { nil } })
  }

  func attach(_ attempts: [LaunchAttempt]) -> [LaunchToken: LaunchWitness] {
    // An engine before this one may have a launch on its way that has not arrived yet. Only a claim
    // on the host keeps it from starting; that nothing is there now does not.
    host.cancel(attempts.filter(\.isCancelled).map(\.token))
    host.attach(attempts.filter { !$0.isCancelled }.map(\.token))
    return [:]
  }

  func cancel(_ tokens: [LaunchToken]) { host.cancel(tokens) }

  func acknowledge(_ tokens: [LaunchToken]) { host.acknowledge(tokens) }

  func receive() -> [LaunchNews] { host.takeNews() }

  /// The engine keeps the host: files may be on their way.
  func close() {}
}
