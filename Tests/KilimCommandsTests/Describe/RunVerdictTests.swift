import KilimController
import KilimModel
import Testing

@testable import KilimCommands

@Suite struct RunVerdictTests {
  private func text(_ report: RunReport) -> String {
    let verdict = RunVerdict(report, now: RunReportFixture.at(20))
    return ([verdict.headline] + verdict.cause + verdict.nextSteps.map(\.command))
      .joined(separator: "\n")
  }

  private func exit(_ code: Int32) -> ExitRecord { RunReportFixture.exit(.exited(code: code)) }

  @Test(arguments: RunStatus.allCases, [RunCondition?.none] + RunCondition.allCases.map(\.self))
  func `has a headline with the run's name and a next command, whatever happened`(
    status: RunStatus, condition: RunCondition?
  ) {
    let verdict = RunVerdict(
      RunReportFixture.report(status, condition), now: RunReportFixture.at(9))
    #expect(verdict.headline.contains("job/digits#2"))
    #expect(!verdict.nextSteps.isEmpty)
    #expect(  // What helps a container may be a command of its runtime, or of the system.
      verdict.nextSteps.contains { $0.command.hasPrefix("kilim ") })
  }

  @Test func `tells of success`() {
    #expect(
      text(RunReportFixture.finished) == """
        job/digits#2 FINISHED: exit code 0 after 3s
        kilim outputs list job/digits#2
        kilim outputs get job/digits#2
        kilim logs job/digits#2
        """)
  }

  @Test(
    arguments: [
      (126, "a program was found but could not be executed"), (127, "a command was not found"),
      (137, "usually signal 9 (SIGKILL): somebody killed it, most often the kernel"),
      (139, "usually signal 11 (SIGSEGV): access to memory"),
      (143, "usually signal 15 (SIGTERM): somebody or the system asked it to end"),
    ] as [(Int32, String)])
  func `explains exit codes that have a meaning`(code: Int32, words: String) {
    let verdict = RunVerdict(
      RunReportFixture.report(.failed, .remoteOutcomeError, exit: exit(code)),
      now: RunReportFixture.midnight)
    #expect(
      verdict.headline
        == "job/digits#2 FAILED: its program ended with exit code \(code) after 3s")
    #expect(verdict.cause.count == 1 && verdict.cause[0].hasPrefix(words), "\(verdict.cause)")
  }

  @Test(arguments: [1, 2, 3, 255, 200] as [Int32])
  func `claims no meaning where there is none`(code: Int32) {
    #expect(ExitText.meaning(.exited(code: code)) == nil)
  }

  @Test func `tells of a time limit`() {
    let report = RunReportFixture.report(
      .failed, .executionTimeout,
      exit: RunReportFixture.exit(.signalled(signal: 15), timedOut: true))
    #expect(
      text(report) == """
        job/digits#2 FAILED: it ran past its time limit of 10 minutes
        the limit is maxMinutes of the job, its app or the default (10)
        kilim logs job/digits#2
        kilim retry job/digits#2
        """)
  }

  @Test func `tells of a failed copy and of what is safe`() {
    let report = RunReportFixture.report(
      .failed, .archivingFailed, message: "no space left on /archive", exit: exit(0))
    #expect(
      text(report) == """
        job/digits#2 FAILED: its outputs could not be archived
        no space left on /archive
        the program itself ended: exit code 0 after 3s; its outputs are still in place
        kilim archive retry job/digits#2
        kilim outputs list job/digits#2
        """)
  }

  @Test func `neither claims success nor failure where nothing is proven`() {
    let report = RunReportFixture.report(
      .blocked, .unknownOutcome, message: "the launcher was killed")
    #expect(
      text(report) == """
        job/digits#2 has an unknown outcome: nothing proves how its program ended
        the launcher was killed
        it may have done its work; kilim neither claims success nor runs it twice
        kilim logs job/digits#2
        kilim outputs list job/digits#2
        kilim retry job/digits#2
        kilim cancel job/digits#2
        """)
  }

  @Test func `tells how long a run has been running`() {
    var report = RunReportFixture.report(
      .running, history: [RunReportFixture.entry(8, .running, "Started")])
    report.processID = 42
    #expect(
      text(report) == """
        job/digits#2 is RUNNING for 12s, process 42
        kilim logs job/digits#2 --follow
        kilim wait job/digits#2
        kilim cancel job/digits#2
        """)
  }
}
