import KilimController
import KilimLifecycle
import KilimModel
import Testing

@testable import KilimCommands

/// The JSON contract of product section 11, word for word.
@Suite struct RunDocumentTests {
  private func document(_ report: RunReport) -> JSONValue { RunDocument.json(report) }

  @Test func `shows a finished run`() {
    let json = document(RunReportFixture.finished)
    #expect(json["apiVersion"] == "kilim/v1" && json["kind"] == "Run")
    #expect(
      json["metadata"]?.text
        == #"{"name":"digits#2","uuid":"00010203-0405-0607-0809-0a0b0c0d0e0f-007","#
        + #""owner":"job/digits","labels":{"team":"vision"},"created":"2026-01-01T00:00:00.000Z"}"#)
    #expect(json["spec"] == RunReportFixture.plan.json)
    #expect(
      json["status"]?.prettyText == """
        {
          "status": "FINISHED",
          "condition": "NORMAL_COMPLETION",
          "message": null,
          "exitCode": 0,
          "signal": null,
          "attempt": 1,
          "remoteJobId": null,
          "execSystemId": "local",
          "workDir": "/work/digits",
          "outputDir": "/work/digits/out",
          "archive": {
            "systemId": "local",
            "dir": "/archive/digits"
          },
          "conditions": [
            {
              "type": "Outcome",
              "status": "True",
              "reason": "NORMAL_COMPLETION",
              "message": "",
              "lastTransitionTime": "2026-01-01T00:00:05.000Z"
            },
            {
              "type": "Archived",
              "status": "True",
              "reason": "Archived",
              "message": "/archive/digits",
              "lastTransitionTime": "2026-01-01T00:00:05.000Z"
            },
            {
              "type": "Stale",
              "status": "False",
              "reason": "UpToDate",
              "message": "",
              "lastTransitionTime": null
            },
            {
              "type": "UpdatePending",
              "status": "False",
              "reason": "NoUpdate",
              "message": "",
              "lastTransitionTime": null
            }
          ],
          "times": {
            "PENDING": "2026-01-01T00:00:00.000Z",
            "RUNNING": "2026-01-01T00:00:01.000Z",
            "ARCHIVING": "2026-01-01T00:00:04.000Z",
            "FINISHED": "2026-01-01T00:00:05.000Z"
          },
          "usage": {
            "started": "2026-01-01T00:00:01.000Z",
            "ended": "2026-01-01T00:00:04.000Z",
            "wallMilliseconds": 3000,
            "cpuMilliseconds": 900,
            "peakMemoryKiB": 2048
          },
          "collected": null
        }
        """)
  }

  @Test func `of a collected run only what the ledger keeps is known`() {
    var report = RunReportFixture.report(.failed, .remoteOutcomeError)
    report.collected = Collected(time: RunReportFixture.at(9), reason: .size)
    report.updated = RunReportFixture.at(5)
    let json = RunDocument.json(report)
    #expect(json["spec"] == .null)
    let status = json["status"]
    #expect(status?["status"] == "FAILED" && status?["condition"] == "JOB_REMOTE_OUTCOME_ERROR")
    for name in ["message", "exitCode", "workDir", "outputDir", "execSystemId", "usage"] {
      #expect(status?[name] == .null, "\(name)")
    }
    #expect(status?["archive"]?["dir"] == .null)
    #expect(status?["times"]?.text == #"{"FAILED":"2026-01-01T00:00:05.000Z"}"#)
    #expect(
      status?["collected"]?.text == #"{"time":"2026-01-01T00:00:09.000Z","reason":"size"}"#)
    #expect(report.collectedFailure("the logs of")?.status == .notFound)
  }

  @Test func `counts a signal as a shell does`() {
    let exit = RunReportFixture.exit(.signalled(signal: 9))
    let status = document(RunReportFixture.report(.failed, .remoteOutcomeError, exit: exit))[
      "status"]
    #expect(status?["exitCode"] == 137 && status?["signal"] == 9)
  }

  @Test(arguments: RunStatus.allCases)
  func `has the same members in every status`(status: RunStatus) {
    let keys = RunDocument.status(RunReportFixture.report(status)).map(\.key)
    #expect(keys == RunDocument.status(RunReportFixture.finished).map(\.key))
  }

  @Test(arguments: RunStatus.allCases, RunCondition.allCases)
  func `claims success for FINISHED alone`(status: RunStatus, condition: RunCondition) {
    let outcome = RunConditions.of(RunReportFixture.report(status, condition))[0]
    #expect((outcome.truth == .yes) == (status == .finished))
    #expect((outcome.truth == .no) == (status == .failed || status == .cancelled))
    #expect(outcome.reason == condition.rawValue)
  }

  @Test func `names the conditions that hold`() {
    var report = RunReportFixture.report(.running)
    report.staleReasons = ["App knn@1.0", "data.csv"]
    report.updatePending = true
    report.cancelRequested = true
    let holding = RunConditions.of(report).filter { $0.truth == .yes }.map(\.type)
    #expect(holding == ["Stale", "UpdatePending", "CancelRequested"])
  }

  @Test func `does not call outputs archived whose copy failed`() {
    let report = RunReportFixture.report(
      .failed, .archivingFailed, message: "disk full",
      exit: RunReportFixture.exit(.exited(code: 0)))
    let archived = RunConditions.of(report)[1]
    #expect(archived.truth == .no && archived.reason == "ArchivingFailed")
    #expect(archived.message == "disk full")
  }
}
