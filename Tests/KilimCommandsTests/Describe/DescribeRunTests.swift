import KilimController
import KilimModel
import Testing

@testable import KilimCommands

@Suite struct DescribeRunTests {
  private func text(_ report: RunReport, _ excerpt: LogExcerpt? = nil) -> String {
    DescribeRun(report: report, excerpt: excerpt, now: RunReportFixture.at(60), paint: .none).text
  }

  @Test func `leads with verdict, cause, evidence and the next command`() {
    var report = RunReportFixture.report(
      .failed, .remoteOutcomeError, message: "the program ended with exit code 127",
      exit: RunReportFixture.exit(.exited(code: 127)),
      history: [
        RunReportFixture.entry(0, .pending, "Created"),
        RunReportFixture.entry(1, .running, "Started"),
        RunReportFixture.entry(4, .failed, "Ended"),
      ])
    report.staleReasons = ["App knn@1.0"]
    let excerpt = LogExcerpt(file: "/work/digits/out/tapisjob.out", lines: ["knn: not found"])
    #expect(
      text(report, excerpt) == """
        job/digits#2 FAILED: its program ended with exit code 127 after 3s
          a command was not found: check the spelling and the job's PATH
          Stale: App knn@1.0

        Last lines of /work/digits/out/tapisjob.out
          | knn: not found

        Next
          kilim logs job/digits#2   what it printed
          kilim retry job/digits#2  run it again as it is

        Run
          Uuid         00010203-0405-0607-0809-0a0b0c0d0e0f-007
          App          knn@1.0
          System       local
          Created      2026-01-01 00:00:00.000Z
          Attempt      1
          Limits       10 minutes, 100 MB, 1 node with 1 core
          Labels       team=vision
          End          exit code 127
          Peak memory  at most 2.0 MiB
          CPU time     900ms

        Time in each status
          PENDING  1s
          RUNNING  3s

        Conditions
          Outcome        False  JOB_REMOTE_OUTCOME_ERROR: the program ended with exit code 127
          Archived       True  Archived: /archive/digits
          Stale          True  SourceChanged: App knn@1.0
          UpdatePending  False  NoUpdate

        Program
          Command  knn --k '3 4'

        Directories
          Exec     /work/digits
          Input    /work/digits/in
          Output   /work/digits/out
          Archive  /archive/digits

        History
          2026-01-01 00:00:00.000Z  PENDING            Created
          2026-01-01 00:00:01.000Z  RUNNING            Started
          2026-01-01 00:00:04.000Z  FAILED             Ended

        """)
  }

  @Test func `shows no log of a run that finished`() {
    let excerpt = LogExcerpt(file: "/x", lines: ["done"])
    #expect(!text(RunReportFixture.finished, excerpt).contains("Last lines"))
  }

  @Test(arguments: RunStatus.allCases, RunCondition.allCases)
  func `describes every outcome without a raw value of the code`(
    status: RunStatus, condition: RunCondition
  ) {
    let text = text(RunReportFixture.report(status, condition))
    #expect(!text.contains("Optional(") && !text.contains("nil"))
  }
}
