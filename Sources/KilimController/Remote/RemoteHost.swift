import CSystem
import Glibc
import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimRemote
import KilimStore
import Synchronization

/// One SSH host, as the engine works with it: a thread of its own does all that is short (launches,
/// questions, cancels, directories), many in one round trip; files go beside it, over the same
/// connection.
///
/// When the host cannot be reached its gate closes, everything waits, and the thread tries again
/// until the host answers. Nothing that was asked for is lost, and all of it may be done twice.
final class RemoteHost: Sendable {
  let connection: SSHConnection
  private let state = Mutex(RemoteHostState())
  private let bell: Wakeup
  /// Of the engine.
  private let wakeup: Wakeup
  private let ended = Semaphore()

  init(_ target: SSHTarget, _ settings: SSHSettings, wakeup: Wakeup) throws(EngineError) {
    connection = SSHConnection(target, settings)
    bell = try Wakeup()
    self.wakeup = wakeup
  }

  var gate: HostGate {
    state.withLock { state in
      guard let error = state.failure else { return .open }
      // A host that answers and can start nothing is of no more use.
      return .closed(error.condition ?? .hostUnreachable, reason: error.message)
    }
  }

  func setSlots(_ count: Int) { change { $0.slots = count } }

  func submit(_ orders: [RemoteOrder]) { change { $0.submit(orders) } }

  func attach(_ tokens: [LaunchToken]) { change { $0.attach(tokens) } }

  func cancel(_ tokens: [LaunchToken]) { change { $0.cancel(tokens) } }

  func acknowledge(_ tokens: [LaunchToken]) { change { $0.acknowledge(tokens) } }

  func make(_ order: DirectoryOrder, for run: RunID) {
    change { $0.make(order, for: run) }
    wakeup.signal()
  }

  /// All news since the last call.
  func takeNews() -> [LaunchNews] {
    state.withLock { state in
      defer { state.news.removeAll() }
      return state.news
    }
  }

  /// What became of directories since the last call.
  func takeDirectories() -> [(run: RunID, failure: StepResult.Failure?)] {
    state.withLock { state in
      defer { state.made.removeAll() }
      return state.made
    }
  }

  /// A transfer met a host that does not answer: everything waits until it does.
  func note(_ error: RemoteError) {
    guard error.condition != nil else { return }
    change { $0.fail(error, now: kilim_boottime_milliseconds()) }
    wakeup.signal()
  }

  /// Ends the thread and the connection, after the last records were cleared away.
  func close() {
    let hasThread = state.withLock { state in
      state.isClosing = true
      return state.hasThread
    }
    bell.signal()
    if hasThread { ended.wait() }
    connection.close()
  }

  private func change(_ body: (inout RemoteHostState) -> Void) {
    let needsThread = state.withLock { state in
      body(&state)
      guard !state.hasThread, !state.isClosing else { return false }
      state.hasThread = true
      return true
    }
    if needsThread, !Thread.start({ [self] in run() }) {
      state.withLock { $0.hasThread = false }
    }
    bell.signal()
  }

  private var isClosing: Bool { state.withLock { $0.isClosing } }

  private func run() {
    while true {
      // First: what is asked for from now on rings again.
      bell.clear()
      let now = kilim_boottime_milliseconds()
      let work = state.withLock { $0.nextWork(now: now) }
      switch work {
      case .end:
        ended.post()
        return
      case .wait(let milliseconds): wait(milliseconds)
      case .directories(let orders): make(orders)
      case .exchange(let exchange): perform(exchange)
      }
    }
  }

  private func wait(_ milliseconds: Int64) {
    var bells = [pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)]
    poll(&bells, 1, Int32(clamping: milliseconds))
  }

  private func make(_ orders: [(run: RunID, order: DirectoryOrder)]) {
    do throws(RemoteError) {
      let problems = try connection.make(orders.map(\.order)) { isClosing }
      state.withLock { $0.took(orders, problems) }
    } catch {
      state.withLock { $0.failed(orders, error, now: kilim_boottime_milliseconds()) }
    }
    wakeup.signal()
  }

  private func perform(_ exchange: LaunchExchange) {
    do throws(RemoteError) {
      let reply = try connection.perform(exchange) { !exchange.isLast && isClosing }
      state.withLock { $0.took(reply, to: exchange, now: kilim_boottime_milliseconds()) }
    } catch {
      state.withLock { $0.failed(exchange, error, now: kilim_boottime_milliseconds()) }
    }
    wakeup.signal()
  }
}
