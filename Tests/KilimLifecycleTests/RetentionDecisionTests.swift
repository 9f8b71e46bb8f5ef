import KilimModel
import Testing

@testable import KilimLifecycle

struct RetentionDecisionTests {
  private static let now = Timestamp(milliseconds: 1_767_225_600_000)

  private static func retention(
    finished: Int? = nil, failed: Int? = nil, cancelled: Int? = nil, maxSizeMB: Int? = nil
  ) -> Retention {
    var retention = Retention()
    retention.finished = finished.map { TimeSpan(seconds: $0 * 3600) }
    retention.failed = failed.map { TimeSpan(seconds: $0 * 3600) }
    retention.cancelled = cancelled.map { TimeSpan(seconds: $0 * 3600) }
    retention.maxSizeMB = maxSizeMB
    return retention
  }

  /// - Parameter hours: since its end; nil while it goes on.
  private static func run(
    _ status: RunStatus, _ hours: Int?, megabytes: Int64 = 0, newest: Bool = false,
    needed: Bool = false, held: Bool = false
  ) -> RetainedRun {
    RetainedRun(
      status: status, ended: hours.map { now.adding(milliseconds: Int64(-$0) * 3_600_000) },
      bytes: megabytes * RetentionDecision.bytesPerMB, isNewest: newest, isNeeded: needed,
      isHeld: held)
  }

  struct Case: Sendable {
    var words: String
    var retention: Retention
    var runs: [RetainedRun]
    var gone: [Int]
    var reason = CollectionReason.age
  }

  static let cases: [Case] = [
    Case(
      words: "nothing is said", retention: retention(), runs: [run(.finished, 9999)], gone: []),
    Case(
      words: "each status has its own age", retention: retention(finished: 10, failed: 5),
      runs: [
        run(.finished, 11), run(.finished, 9), run(.failed, 6), run(.failed, 4),
        run(.cancelled, 999),
      ], gone: [0, 2]),
    Case(
      words: "an age is over only after it", retention: retention(cancelled: 3),
      runs: [run(.cancelled, 3)], gone: []),
    Case(
      words: "an age of 0 keeps nothing that has ended", retention: retention(finished: 0),
      runs: [run(.finished, 1, newest: true)], gone: [0]),
    Case(
      words: "what has not ended stays",
      retention: retention(finished: 1, failed: 1, cancelled: 1, maxSizeMB: 1),
      runs: [
        run(.running, nil, megabytes: 9), run(.blocked, nil, megabytes: 9),
        run(.pending, nil), run(.archiving, nil), run(.paused, nil),
      ], gone: []),
    Case(
      words: "a run with a waiting message stays", retention: retention(finished: 1, maxSizeMB: 1),
      runs: [run(.finished, 50, megabytes: 9, held: true), run(.finished, 0)], gone: []),
    Case(
      words: "by age goes also what a point reuses", retention: retention(finished: 1),
      runs: [run(.finished, 2, newest: true, needed: true)], gone: [0]),
    Case(
      words: "the oldest go until the rest fits", retention: retention(maxSizeMB: 10),
      runs: [
        run(.failed, 1, megabytes: 4), run(.finished, 3, megabytes: 4),
        run(.finished, 2, megabytes: 4), run(.finished, 0, megabytes: 4, newest: true),
      ], gone: [1, 2], reason: .size),
    Case(
      words: "what fits exactly stays", retention: retention(maxSizeMB: 8),
      runs: [run(.finished, 3, megabytes: 4), run(.finished, 2, megabytes: 4)], gone: []),
    Case(
      words: "the last result stays however large it is", retention: retention(maxSizeMB: 1),
      runs: [run(.finished, 3, megabytes: 1), run(.finished, 2, megabytes: 400, newest: true)],
      gone: [0], reason: .size),
    Case(
      words: "what a point reuses goes last", retention: retention(maxSizeMB: 5),
      runs: [
        run(.finished, 9, megabytes: 4, needed: true), run(.finished, 8, megabytes: 4),
        run(.finished, 7, megabytes: 4, newest: true), run(.finished, 6, megabytes: 1),
      ], gone: [1, 2], reason: .size),
    Case(
      words: "a replaced run goes before an older newest one", retention: retention(maxSizeMB: 8),
      runs: [
        run(.finished, 9, megabytes: 4, newest: true), run(.finished, 8, megabytes: 4),
        run(.finished, 7, megabytes: 4, newest: true),
      ], gone: [1], reason: .size),
    Case(
      words: "an empty run is not given up for its size", retention: retention(maxSizeMB: 1),
      runs: [run(.finished, 9), run(.finished, 8, megabytes: 3), run(.finished, 7, megabytes: 1)],
      gone: [1], reason: .size),
  ]

  @Test(arguments: cases)
  func `gives up what the retention says`(test: Case) {
    let gone = RetentionDecision.collected(test.runs, retention: test.retention, now: Self.now)
    #expect(gone.map(\.index) == test.gone, "\(test.words)")
    #expect(gone.allSatisfy { $0.reason == test.reason }, "\(test.words)")
  }

  @Test func `counts by size only what age leaves`() {
    let runs = [
      Self.run(.finished, 90, megabytes: 50), Self.run(.finished, 8, megabytes: 6),
      Self.run(.finished, 7, megabytes: 6),
    ]
    let gone = RetentionDecision.collected(
      runs, retention: Self.retention(finished: 24, maxSizeMB: 10), now: Self.now)
    #expect(gone.map(\.index) == [0, 1])
    #expect(gone.map(\.reason) == [.age, .size])
    let huge = RetentionDecision.collected(
      runs, retention: Self.retention(maxSizeMB: .max), now: Self.now)
    #expect(huge.isEmpty)
  }

  @Test func `whoever names runs gives up all that have ended`() {
    let runs = [
      Self.run(.finished, 1, newest: true, needed: true), Self.run(.running, nil),
      Self.run(.failed, 5), Self.run(.cancelled, 9, held: true),
    ]
    #expect(RetentionDecision.requested(runs, olderThan: nil, now: Self.now) == [2, 0])
    #expect(RetentionDecision.requested(runs, olderThan: 3_600_000, now: Self.now) == [2])
  }

  @Test func `giving up twice gives up nothing more`() {
    let retention = Self.retention(finished: 40, maxSizeMB: 20)
    let runs = (0..<50).map { Self.run(.finished, $0, megabytes: Int64($0 % 7)) }
    let gone = Set(
      RetentionDecision.collected(runs, retention: retention, now: Self.now).map(\.index))
    let rest = runs.indices.filter { !gone.contains($0) }.map { runs[$0] }
    #expect(
      RetentionDecision.collected(rest, retention: retention, now: Self.now).isEmpty)
    #expect(rest.reduce(0) { $0 + $1.bytes } <= 20 * RetentionDecision.bytesPerMB)
  }
}
