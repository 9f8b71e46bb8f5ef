import Glibc
import KilimBatch
import KilimModel
import Synchronization

/// What the engine's thread and the scheduler's thread share, and the latter's work.
final class SlurmDesk: Sendable {
  struct State: Sendable {
    var core: BatchCore
    /// By attempt.
    var plans: [String: RunPlan] = [:]
    var isClosed = false
  }

  private let state: Mutex<State>
  private let host: any BatchHost & Sendable
  private let surroundings: Surroundings
  /// Of the engine.
  private let wakeup: Wakeup
  private let bell: Wakeup
  private let end = Semaphore()

  init(
    host: any BatchHost & Sendable, surroundings: Surroundings, settings: BatchSettings,
    wakeup: Wakeup
  ) throws(EngineError) {
    self.host = host
    self.surroundings = surroundings
    self.wakeup = wakeup
    bell = try Wakeup()
    state = Mutex(State(core: BatchCore(scheduler: "Slurm", settings: settings)))
  }

  var now: Int64 { surroundings.sinceBoot() }

  func change(_ body: (inout sending State) -> Void) {
    state.withLock { body(&$0) }
    bell.signal()
  }

  func takeNews() -> [(token: String, news: BatchNews)] {
    state.withLock { $0.core.takeNews() }
  }

  /// Waits until the thread has ended. A command that does not end soon is ended.
  func close() {
    let isFirst = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    guard isFirst else { return }
    bell.signal()
    host.interrupt(after: 3_000)
    end.wait()
  }

  /// The thread's life.
  func work() {
    var clerk = SlurmClerk(host: host, user: surroundings.facts.userName)
    while true {
      let (step, plans, isClosed) = state.withLock { state in
        let step = state.isClosed ? .wait(until: 0) : state.core.next(now: now)
        return (step, state.plans(for: step), state.isClosed)
      }
      if isClosed { break }
      if case .wait(let until) = step {
        wait(until: until)
        continue
      }
      let answer = clerk.perform(step, plans)
      let hasNews = state.withLock { state in
        state.core.wall = surroundings.now()
        if let size = clerk.takeLargestArray() { state.core.setLargestArray(size) }
        state.core.take(answer, of: step, now: now)
        return state.core.hasNews
      }
      if hasNews { wakeup.signal() }
    }
    end.post()
  }

  private func wait(until time: Int64) {
    var wanted = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
    let left = min(max(time - now, 1), 60_000)
    poll(&wanted, 1, Int32(left))
    bell.clear()
  }
}

extension SlurmDesk.State {
  /// Of the attempts that a step is about.
  fileprivate func plans(for step: BatchStep) -> [String: RunPlan] {
    let tokens: [String] =
      switch step {
      case .submit(let planned): planned.map(\.submission.token)
      case .account(let names): names.map(\.submission.token)
      case .inspect(let tokens): tokens
      case .revoke(let names): names.map(\.token)
      case .list, .cancel, .wait: []
      }
    return tokens.reduce(into: [:]) { plans, token in plans[token] = self.plans[token] }
  }
}
