import Glibc
import KilimBatch
import KilimLaunch
import KilimLifecycle
import KilimModel
import Synchronization

/// Slurm of one System. A thread of its own does what `BatchCore` wants done; the engine only takes
/// news.
final class SlurmExecutor: Executor {
  let descriptor: Int32? = nil
  let needsPlans = true

  private let desk: SlurmDesk

  /// - Parameter wakeup: signalled when there is news.
  init(
    host: any BatchHost & Sendable, surroundings: Surroundings, settings: BatchSettings,
    wakeup: Wakeup
  ) throws(LaunchError) {
    do throws(EngineError) {
      desk = try SlurmDesk(
        host: host, surroundings: surroundings, settings: settings, wakeup: wakeup)
    } catch {
      throw .system(action: "make", path: "a pipe", reason: error.message)
    }
    guard Thread.start({ [desk] in desk.work() }) else {
      throw .system(action: "start", path: "a thread", reason: "none is left")
    }
  }

  func setSlots(_ count: Int, of group: String) { desk.change { $0.core.setSlots(count) } }

  func setQueueLimits(_ limits: [String: Int]) {
    desk.change { $0.core.setQueueLimits(limits) }
  }

  func submit(_ orders: [LaunchOrder]) {
    let now = desk.now
    desk.change { state in
      for case .batch(let order) in orders {
        state.plans[order.token.hex] = order.plan
        state.core.submit(
          order.token.hex, queue: order.plan.batch?.queue ?? "", arrayGroup: order.plan.arrayGroup,
          now: now)
      }
    }
  }

  func attach(_ attempts: [LaunchAttempt]) -> [LaunchToken: LaunchWitness] {
    let now = desk.now
    desk.change { state in
      for attempt in attempts {
        guard let plan = attempt.plan else { continue }
        state.plans[attempt.token.hex] = plan
        state.core.attach(
          attempt.token.hex, queue: plan.batch?.queue ?? "", arrayGroup: plan.arrayGroup,
          hasStarted: attempt.hasStarted, now: now)
      }
    }
    return [:]
  }

  func cancel(_ tokens: [LaunchToken]) {
    let now = desk.now
    desk.change { state in for token in tokens { state.core.cancel(token.hex, now: now) } }
  }

  func acknowledge(_ tokens: [LaunchToken]) {
    desk.change { state in
      for token in tokens {
        state.core.acknowledge(token.hex)
        state.plans[token.hex] = nil
      }
    }
  }

  func receive() -> [LaunchNews] {
    desk.takeNews().compactMap { token, news in
      LaunchToken(hex: token).map { news.told($0) }
    }
  }

  func close() { desk.close() }
}

extension BatchNews {
  fileprivate func told(_ token: LaunchToken) -> LaunchNews {
    switch self {
    case .queued: .witness(token, .queued)
    case .running(let job): .witness(token, .running(processID: job))
    case .ended(let record): .witness(token, .ended(record))
    case .failedToStart(let reason): .witness(token, .failedToStart(reason: reason))
    case .cancelledBeforeStart: .witness(token, .cancelledBeforeStart)
    case .notClaimed: .witness(token, .notClaimed)
    case .lost(let reason): .witness(token, .lost(reason: reason))
    case .words(let words): .words(token, words)
    }
  }
}
