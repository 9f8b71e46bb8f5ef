import KilimLaunch
import KilimLifecycle
import KilimModel
import KilimRemote
import KilimStore

/// What is known of a host and asked of it. Values in, values out: no thread, no clock, no network.
struct RemoteHostState {
  enum Work {
    case end
    case wait(Int64)
    case directories([(run: RunID, order: DirectoryOrder)])
    case exchange(LaunchExchange)
  }

  private struct Watched {
    /// To be handed over again; nil for one that only was asked about.
    var order: RemoteOrder?
    /// When it was handed over; nil while it waits for a slot.
    var sent: Int64?
    var known: RemoteAttempt?
  }

  /// As many as the host has cores, when it is 0.
  var slots = 0
  private var directories: [(run: RunID, order: DirectoryOrder)] = []
  var news: [LaunchNews] = []
  /// What became of directories; nil when they are there.
  var made: [(run: RunID, failure: StepResult.Failure?)] = []
  /// Why the host does not answer; nil while it does.
  private(set) var failure: RemoteError?
  var isClosing = false
  var hasThread = false

  private var cores = 1
  /// In the order of their coming.
  private var waiting: [LaunchToken] = []
  private var watched: [LaunchToken: Watched] = [:]
  /// Launched, and not known to be over.
  private var active: Set<LaunchToken> = []
  private var asked: Set<LaunchToken> = []
  private var cancels: Set<LaunchToken> = []
  private var forgets: [LaunchToken] = []
  private var interval = Self.shortest
  private var lookDue: Int64 = 0
  private var tryDue: Int64 = 0
  private var failures = 0

  private static let shortest: Int64 = 200
  private static let longest: Int64 = 5000
  /// How long the host waits for the end of something while more is waiting to start.
  private static let hold = 200
  /// A script that was started and has claimed nothing by now is started again.
  private static let claimPatience: Int64 = 5000
  private static let mostLaunches = 64
  private static let mostDirectories = 256

  init() {}

  mutating func submit(_ orders: [RemoteOrder]) {
    for order in orders where watched[order.token]?.order == nil {
      watched[order.token] = Watched(order: order, known: watched[order.token]?.known)
      if !active.contains(order.token) { waiting.append(order.token) }
    }
  }

  mutating func attach(_ tokens: [LaunchToken]) {
    for token in tokens {
      if watched[token] == nil { watched[token] = Watched() }
      asked.insert(token)
    }
    lookDue = 0
  }

  mutating func cancel(_ tokens: [LaunchToken]) {
    for token in tokens {
      if watched[token] == nil { watched[token] = Watched() }
      cancels.insert(token)
    }
    let wanted = Set(tokens)
    waiting.removeAll { wanted.contains($0) }
    lookDue = 0
  }

  mutating func acknowledge(_ tokens: [LaunchToken]) {
    forgets += tokens
    for token in tokens { drop(token) }
  }

  mutating func make(_ order: DirectoryOrder, for run: RunID) {
    directories.append((run, order))
    if let failure { turnAway(failure) }
  }

  /// Directories do not wait for a host that is away: their runs say so.
  private mutating func turnAway(_ error: RemoteError) {
    for (run, _) in directories {
      var failure = StepResult.Failure(reason: error.message)
      failure.host = error
      made.append((run, failure))
    }
    directories.removeAll()
  }

  mutating func nextWork(now: Int64) -> Work {
    if isClosing {
      // One last try, so that nothing is left on the host; not on one that is away.
      guard failure == nil, !forgets.isEmpty else { return .end }
      var exchange = LaunchExchange()
      exchange.forgets = forgets
      exchange.isLast = true
      return .exchange(exchange)
    }
    if failure != nil, now < tryDue { return .wait(tryDue - now) }
    if !directories.isEmpty {
      let part = Array(directories.prefix(Self.mostDirectories))
      directories.removeFirst(part.count)
      return .directories(part)
    }
    let exchange = nextExchange(now: now)
    if exchange.isEmpty, failure == nil {
      return .wait(watched.isEmpty ? 60_000 : max(lookDue - now, 1))
    }
    return .exchange(exchange)
  }

  private mutating func nextExchange(now: Int64) -> LaunchExchange {
    var exchange = LaunchExchange()
    let room = max(0, (slots > 0 ? slots : cores) - active.count)
    for token in waiting.prefix(min(room, Self.mostLaunches)) {
      guard let order = watched[token]?.order else { continue }
      exchange.launches.append(order)
      watched[token]?.sent = now
      active.insert(token)
    }
    waiting.removeFirst(min(waiting.count, min(room, Self.mostLaunches)))
    exchange.cancels = Array(cancels)
    guard !exchange.launches.isEmpty || !cancels.isEmpty || now >= lookDue || failure != nil else {
      // Records are cleared away on the occasion of something else, or when there are many.
      if forgets.count >= 100 { exchange.forgets = forgets }
      return exchange
    }
    exchange.forgets = forgets
    exchange.looks = Array(active.union(asked).union(cancels))
    if !waiting.isEmpty || !exchange.launches.isEmpty { exchange.holdMilliseconds = Self.hold }
    return exchange
  }
}

extension RemoteHostState {
  mutating func took(
    _ orders: [(run: RunID, order: DirectoryOrder)], _ problems: [String?]
  ) {
    answered()
    for (order, problem) in zip(orders, problems) {
      made.append((order.run, problem.map { StepResult.Failure(reason: $0) }))
    }
  }

  mutating func took(_ reply: ExchangeReply, to exchange: LaunchExchange, now: Int64) {
    answered()
    cores = max(1, reply.cores)
    forgets.removeFirst(min(forgets.count, exchange.forgets.count))
    cancels.subtract(exchange.cancels)
    var hasChanged = !exchange.launches.isEmpty
    for token in exchange.looks {
      guard let attempt = reply.attempts[token] else { continue }
      if note(attempt, of: token, reply.host, now: now) { hasChanged = true }
    }
    interval = hasChanged ? Self.shortest : min(interval * 3 / 2, Self.longest)
    // While things end quickly and more waits, the host itself waits for the next end.
    let wait = hasChanged && !waiting.isEmpty ? 0 : interval
    lookDue = active.isEmpty && asked.isEmpty ? .max : now + wait
  }

  mutating func failed(_ exchange: LaunchExchange, _ error: RemoteError, now: Int64) {
    // Whether anything of it was done is not known: all of it is done again.
    for order in exchange.launches.reversed() where watched[order.token] != nil {
      active.remove(order.token)
      watched[order.token]?.sent = nil
      if !cancels.contains(order.token) { waiting.insert(order.token, at: 0) }
    }
    if isClosing { forgets = [] }
    fail(error, now: now)
  }

  mutating func failed(
    _ orders: [(run: RunID, order: DirectoryOrder)], _ error: RemoteError, now: Int64
  ) {
    directories = orders + directories
    fail(error, now: now)
  }

  mutating func fail(_ error: RemoteError, now: Int64) {
    // We ended it ourselves, to leave.
    if error.cause == .cancelled { return }
    failures += 1
    failure = error
    var wait = Self.pause(afterFailures: failures)
    // What waits for a person is not worth a try a second.
    if error.condition == .needsLogin { wait = max(wait, 5000) }
    tryDue = now + wait
    turnAway(error)
  }

  static func pause(afterFailures count: Int) -> Int64 {
    min(500 << Int64(min(count - 1, 10)), 30_000)
  }

  private mutating func answered() {
    failure = nil
    failures = 0
  }

  private mutating func drop(_ token: LaunchToken) {
    watched[token] = nil
    active.remove(token)
    asked.remove(token)
    cancels.remove(token)
    waiting.removeAll { $0 == token }
  }

  /// True when it is news.
  private mutating func note(
    _ attempt: RemoteAttempt, of token: LaunchToken, _ host: String, now: Int64
  ) -> Bool {
    guard var entry = watched[token] else { return false }
    let wasAsked = asked.remove(token) != nil
    if case .unclaimed = attempt { return noteUnclaimed(token, wasAsked, now: now) }
    guard entry.known != attempt || wasAsked else { return false }
    entry.known = attempt
    watched[token] = entry
    switch attempt {
    case .unclaimed: break
    case .running(let process):
      active.insert(token)
      news.append(.witness(token, .running(processID: process)))
    case .elsewhere(let other, let process):
      active.insert(token)
      news.append(.witness(token, .running(processID: process)))
      news.append(
        .words(token, "runs on \(other); \(host) answers now, and sees only when it has ended"))
    case .ended(let record): over(token, .ended(record))
    case .failedToStart(let reason): over(token, .failedToStart(reason: reason))
    case .cancelledBeforeStart: over(token, .cancelledBeforeStart)
    case .lost(let reason): over(token, .lost(reason: reason))
    }
    return true
  }

  private mutating func over(_ token: LaunchToken, _ witness: LaunchWitness) {
    news.append(.witness(token, witness))
    drop(token)
  }

  /// Nothing has claimed it: it never started, or its script is about to.
  private mutating func noteUnclaimed(
    _ token: LaunchToken, _ wasAsked: Bool, now: Int64
  ) -> Bool {
    guard let entry = watched[token] else { return false }
    guard entry.order != nil else {
      if wasAsked {
        news.append(.witness(token, .notClaimed))
        drop(token)
      }
      return wasAsked
    }
    if let sent = entry.sent, now - sent > Self.claimPatience {
      watched[token]?.sent = nil
      active.remove(token)
      waiting.insert(token, at: 0)
    }
    return false
  }
}
