import KilimController
import KilimLifecycle
import KilimModel
import Testing

@testable import KilimCommands

@Suite struct ProgressTests {
  private static func name(_ text: String) -> RunName {
    RunName(owner: ResourceName(.job, text), number: 1)
  }

  private static func change(
    _ text: String, _ from: RunStatus, _ state: RunState, at seconds: Int64 = 0
  ) -> RunProgress {
    RunProgress(name: name(text), from: from, state: state, time: RunReportFixture.at(seconds))
  }

  private static let failure = RunState(
    status: .failed, condition: .remoteOutcomeError, message: "the program ended with exit code 3")

  private static var board: ProgressBoard {
    var board = ProgressBoard(["one", "two", "three", "四"].map(name))
    board.take(change("one", .pending, RunState(status: .finished), at: 1))
    board.take(change("two", .pending, Self.failure, at: 2))
    board.take(change("three", .pending, RunState(status: .running), at: 3))
    return board
  }

  @Test func `counts each run once, whatever happens to it`() {
    var board = ProgressBoard((0..<50).map { Self.name("job-\($0)") })
    var seed: UInt64 = 7
    for _ in 0..<2000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let status = RunStatus.allCases[Int(seed >> 33) % RunStatus.allCases.count]
      let known = board.take(
        Self.change("job-\(Int(seed >> 40) % 60)", .pending, RunState(status: status)))
      #expect(known == (Int(seed >> 40) % 60 < 50))
      #expect(RunStatus.allCases.reduce(0) { $0 + board[$1] } == 50)
      let settled: [RunStatus] = [.finished, .failed, .cancelled, .paused]
      #expect(board.settledCount == settled.reduce(0) { $0 + board[$1] })
    }
  }

  @Test func `shows a bar, the counts, what runs and what failed`() {
    let lines = ProgressFrame.lines(
      Self.board, started: RunReportFixture.midnight, now: RunReportFixture.at(12), width: 80,
      paint: .none)
    #expect(
      lines == [
        "█████████░░░░░░░░░░ 2/4  12s  1 finished, 1 failed, 1 running, 1 waiting",
        "  job/three#1  RUNNING           9s",
        "  job/two#1 FAILED: the program ended with exit code 3",
      ])
  }

  @Test func `leaves the bar out on a narrow terminal`() {
    let lines = ProgressFrame.lines(
      Self.board, started: RunReportFixture.midnight, now: RunReportFixture.at(12), width: 40,
      paint: .none)
    #expect(
      lines == [
        "2/4  12s  1 finished, 1 failed, 1 runni…".prefix(38) + "…",
        "  job/three#1  RUNNING           9s",
        "  job/two#1 FAILED: the program ended …",
      ])
  }

  @Test(arguments: 1...120)
  func `never passes the width of the terminal`(width: Int) {
    var board = Self.board
    board.take(
      Self.change("四", .pending, RunState(status: .blocked, message: "数字数字"), at: 4))
    let lines = ProgressFrame.lines(
      board, started: RunReportFixture.midnight, now: RunReportFixture.at(9000),
      remark: "the launcher cannot write its journal", width: width, paint: .none)
    for line in lines where width > 18 { #expect(TextWidth.of(line) < width, "\(line)") }
  }

  @Test func `shows eight runs at most and counts the others`() {
    var board = ProgressBoard((10..<40).map { Self.name("j\($0)") })
    for index in 10..<40 {
      board.take(Self.change("j\(index)", .pending, RunState(status: .running), at: Int64(index)))
    }
    let lines = ProgressFrame.lines(
      board, started: RunReportFixture.midnight, now: RunReportFixture.at(60), width: 80,
      paint: .none)
    #expect(lines.count == 10)
    #expect(lines[1] == "  job/j10#1  RUNNING           50s")
    #expect(lines.last == "  … and 22 more")
  }

  @Test func `replaces exactly the lines that it wrote before`() {
    #expect(ProgressPainter.sequence(["a"], over: 0) == "\r\u{1B}[2Ka\n\u{1B}[J")
    #expect(
      ProgressPainter.sequence(["a", "b"], over: 3)
        == "\r\u{1B}[3A\u{1B}[2Ka\n\u{1B}[2Kb\n\u{1B}[J")
    #expect(ProgressPainter.sequence([], over: 2) == "\r\u{1B}[2A\u{1B}[J")
  }

  @Test func `says in a pipe when few runs start and end`() {
    var reporter = LineReporter()
    let changes = [
      Self.change("one", .pending, RunState(status: .queued)),
      Self.change("one", .queued, RunState(status: .running)),
      Self.change(
        "one", .running,
        RunState(status: .finished, exit: RunReportFixture.exit(.exited(code: 0)))),
      Self.change("two", .running, Self.failure),
      Self.change("other", .pending, RunState(status: .running)),
    ]
    let lines = reporter.lines(
      for: changes, board: Self.board, now: RunReportFixture.midnight)
    #expect(
      lines == [
        "job/one#1 RUNNING", "job/one#1 FINISHED after 3s",
        "job/two#1 FAILED: the program ended with exit code 3",
      ])
  }

  @Test func `says in a pipe of many runs only which failed, and counts now and then`() {
    var reporter = LineReporter()
    var board = ProgressBoard((0..<30).map { Self.name("j\($0)") })
    let first = [Self.change("j1", .running, Self.failure)]
    board.take(first[0])
    #expect(
      reporter.lines(for: first, board: board, now: RunReportFixture.at(0)) == [
        "job/j1#1 FAILED: the program ended with exit code 3"
      ])
    let second = [Self.change("j2", .running, RunState(status: .finished))]
    board.take(second[0])
    #expect(reporter.lines(for: second, board: board, now: RunReportFixture.at(4)) == [])
    #expect(
      reporter.lines(for: [], board: board, now: RunReportFixture.at(5)) == [
        "2/30  1 finished, 1 failed, 28 waiting"
      ])
  }

  @Test func `ends with the counts and the command that helps`() {
    let report = DriveReport(
      end: .reached,
      runs: [Self.name("one"): RunState(status: .finished), Self.name("two"): Self.failure])
    #expect(
      RunOutcome.text(report, elapsed: 130_000, paint: .none) == """
        job/two#1 FAILED: the program ended with exit code 3
          kilim describe job/two#1
        1 finished, 1 failed after 2m10s

        """)
  }

  @Test(arguments: RunStatus.allCases)
  func `exits with 0 only for what finished, and with 1 for other ends`(status: RunStatus) {
    let state = RunState(
      status: status, condition: status == .blocked ? .unknownOutcome : nil)
    let report = DriveReport(end: .reached, runs: [Self.name("one"): state])
    let wanted: KilimCommands.ExitStatus = state.isSettled && status != .finished ? .failed : .done
    #expect(RunOutcome.status(report) == wanted)
    #expect(RunOutcome.status(.init(end: .timedOut, runs: [:])) == .changesOrTimeOut)
    #expect(RunOutcome.status(.init(end: .interrupted(signal: 2), runs: [:])) == .interrupted)
  }

  @Test func `does not count a run as a failure that a newer one replaced`() {
    let old = RunName(owner: ResourceName(.job, "one"), number: 1)
    let new = RunName(owner: ResourceName(.job, "one"), number: 2)
    let report = DriveReport(
      end: .reached,
      runs: [old: RunState(status: .cancelled), new: RunState(status: .finished)])
    #expect(RunOutcome.status(report) == .done)
    #expect(RunOutcome.text(report, elapsed: 1000, paint: .none) == "1 finished after 1s\n")
  }
}
