import KilimLaunch
import KilimLifecycle

/// The launcher of this state directory.
final class LauncherExecutor: Executor {
  private let client: LauncherClient

  init(directory: String, executable: String) throws(LaunchError) {
    client = try LauncherClient(directory: directory, executable: executable)
  }

  var descriptor: Int32? { client.descriptor }
  var needsPlans: Bool { false }

  func setSlots(_ count: Int, of group: String) throws(LaunchError) {
    try client.setSlots(count, group: group)
  }

  func setQueueLimits(_ limits: [String: Int]) {}

  func submit(_ orders: [LaunchOrder]) throws(LaunchError) {
    try client.submit(
      orders.compactMap { if case .program(let request) = $0 { request } else { nil } })
  }

  func attach(_ attempts: [LaunchAttempt]) throws(LaunchError) -> [LaunchToken: LaunchWitness] {
    let evidence = try client.attach(attempts.map(\.token))
    return attempts.reduce(into: [:]) { witnesses, attempt in
      witnesses[attempt.token] = (evidence[attempt.token] ?? .notClaimed).witness
    }
  }

  func cancel(_ tokens: [LaunchToken]) throws(LaunchError) { try client.cancel(tokens) }

  func acknowledge(_ tokens: [LaunchToken]) throws(LaunchError) { try client.acknowledge(tokens) }

  func receive() throws(LaunchError) -> [LaunchNews] { try client.receive().map(\.news) }

  func close() {}
}

extension LaunchEvent {
  fileprivate var news: LaunchNews {
    switch self {
    case .started(let token, let process, _): .witness(token, .running(processID: process))
    case .ended(let token, let record): .witness(token, .ended(record))
    case .failedToStart(let token, let reason, _): .witness(token, .failedToStart(reason: reason))
    case .cancelledBeforeStart(let token, _): .witness(token, .cancelledBeforeStart)
    case .lost(let token, let reason): .witness(token, .lost(reason: reason))
    }
  }
}

extension LaunchEvidence {
  fileprivate var witness: LaunchWitness {
    switch self {
    case .notClaimed: .notClaimed
    case .queued: .queued
    case .running(let process, _): .running(processID: process)
    case .ended(let record): .ended(record)
    case .failedToStart(let reason, _): .failedToStart(reason: reason)
    case .cancelledBeforeStart: .cancelledBeforeStart
    case .lost(let reason): .lost(reason: reason)
    }
  }
}
