import KilimModel
import KilimTestSupport
import Testing

@testable import KilimBatch

/// Whatever is lost, delayed, doubled or put out of order, and whenever an engine is killed: every
/// program runs at most once, and every verdict is right.
@Suite struct SimulationTests {
  @Test(arguments: 0..<20)
  func `gives no wrong verdict and starts nothing twice`(_ block: Int) {
    var lost = 0
    var ended = 0
    for seed in 0..<550 {
      var life = SimulatedLife(seed: UInt64(block * 550 + seed))
      life.run()
      #expect(life.mistakes.isEmpty, "seed \(block * 550 + seed): \(life.mistakes)")
      lost += life.lost
      ended += life.ended
      if !life.mistakes.isEmpty { return }
    }
    #expect(ended > 1_000)
    #expect(lost * 20 < ended, "\(lost) lost of \(ended)")
  }
}

/// Some attempts from their orders to their verdicts, through several engines.
struct SimulatedLife {
  private var cluster: SimulatedCluster
  private var core: BatchCore
  private var random: SeededGenerator
  /// What the store says of each attempt; what an engine that is killed leaves behind.
  private var stored: [String: Stored] = [:]
  private(set) var mistakes: [String] = []
  private(set) var lost = 0
  private(set) var ended = 0

  private struct Stored {
    var hasStarted = false
    var wantsCancel = false
    var last: BatchNews?
  }

  init(seed: UInt64) {
    cluster = SimulatedCluster(seed: seed)
    random = SeededGenerator(seed: seed ^ 0xFEED)
    core = Self.core(cluster)
  }

  private static func core(_ cluster: SimulatedCluster) -> BatchCore {
    var core = BatchCore(scheduler: "Slurm")
    core.setSlots(3)
    core.setLargestArray(cluster.largestArray)
    return core
  }

  mutating func run() {
    let tokens = (0..<4).map { String(repeating: "0", count: 30) + "a\($0)" }
    for token in tokens {
      cluster.order(token)
      stored[token] = Stored()
      core.submit(token, arrayGroup: random.chance(3) ? nil : "g", now: cluster.now)
    }
    var turns = 0
    while stored.values.contains(where: { $0.last == nil }) {
      turns += 1
      guard turns < 20_000, cluster.now < 4 * 3_600_000 else {
        mistakes.append("no end after \(turns) turns at \(cluster.now)")
        break
      }
      turn()
    }
    check(tokens)
  }

  private mutating func turn() {
    wish()
    let step = core.next(now: cluster.now)
    guard let answer = cluster.perform(step), !(cluster.isWild && random.chance(200)) else {
      return restart()
    }
    core.wall = cluster.wall
    core.take(answer, of: step, now: cluster.now)
    // News that nobody stored before the engine was killed.
    if cluster.isWild, random.chance(60) { return restart() }
    for (token, news) in core.takeNews() { note(token, news) }
  }

  private mutating func wish() {
    guard random.chance(60), let token = stored.keys.sorted().randomElement(using: &random),
      stored[token]?.last == nil
    else { return }
    stored[token]?.wantsCancel = true
    core.cancel(token, now: cluster.now)
  }

  private mutating func restart() {
    core = Self.core(cluster)
    if random.chance(2) { cluster.pass(Int64.random(in: 0...60_000, using: &random)) }
    for (token, one) in stored.sorted(by: { $0.key < $1.key }) where one.last == nil {
      core.attach(token, arrayGroup: "g", hasStarted: one.hasStarted, now: cluster.now)
      if one.wantsCancel { core.cancel(token, now: cluster.now) }
    }
  }

  private mutating func note(_ token: String, _ news: BatchNews) {
    switch news {
    case .queued, .words: return
    case .running: stored[token]?.hasStarted = true
    case .notClaimed:
      // As the engine does: the same order again, or the end of a run that is not wanted any more.
      if stored[token]?.hasStarted == true { mistakes.append("\(token) denied after its start") }
      if stored[token]?.wantsCancel == true {
        stored[token]?.last = .cancelledBeforeStart
      } else {
        core.submit(token, arrayGroup: "g", now: cluster.now)
      }
    default:
      if stored[token]?.last != nil { mistakes.append("two verdicts of \(token)") }
      stored[token]?.last = news
      core.acknowledge(token)
    }
  }

  // MARK: The truth

  private mutating func check(_ tokens: [String]) {
    // What is still in the scheduler may start after the verdict.
    cluster.hungUntil = 0
    cluster.pass(300_000)
    mistakes += cluster.mistakes
    for token in tokens {
      guard let truth = cluster.truth[token], let one = stored[token], let last = one.last else {
        continue
      }
      if truth.starts > 1 { mistakes.append("\(token.suffix(2)) ran \(truth.starts) times") }
      if let mistake = mistake(last, truth, one) {
        mistakes.append("\(token.suffix(2)): \(last) \(truth): \(mistake)")
      }
    }
  }

  private mutating func mistake(
    _ last: BatchNews, _ truth: SimulatedCluster.Truth, _ one: Stored
  ) -> String? {
    switch last {
    case .ended(let record):
      ended += 1
      if truth.starts == 0 { return "it never ran" }
      if let code = truth.code {
        // A code as of a signal, and nobody to say who sent it: then the wish counts.
        if record.cancelled, one.wantsCancel, code > 128 { return nil }
        if record.cancelled || record.scheduler != nil { return "it ended by itself" }
        let proven = JobExitRecord(started: record.started, ended: record.ended, code: code)
        return record.end == proven.end ? nil : "it ended otherwise"
      }
      guard let killed = truth.killed else { return "it has not ended" }
      if record.end == .exited(code: 0) { return "it was killed" }
      // Where nobody says what killed it, the wish counts.
      if record.cancelled {
        return killed == .cancelled || one.wantsCancel ? nil : "nobody cancelled it"
      }
      return record.scheduler == nil || record.scheduler == killed ? nil : "another cause"
    case .failedToStart, .cancelledBeforeStart:
      ended += 1
      if case .cancelledBeforeStart = last, !one.wantsCancel { return "nobody wanted that" }
      return truth.starts == 0 ? nil : "it ran"
    case .lost:
      lost += 1
      return truth.code == nil ? nil : "there is an exit record"
    default: return "no verdict"
    }
  }
}
