import KilimController
import KilimModel
import Testing

@testable import KilimCommands

@Suite struct OtherDocumentTests {
  private func job(_ run: RunReport?) -> ObjectReport {
    ObjectReport(
      name: ResourceName(.job, "digits"),
      metadata: Metadata(name: "digits", labels: ["team": "vision"]), spec: ["appId": "knn"],
      generation: 3, created: RunReportFixture.midnight, updated: RunReportFixture.at(60),
      source: "jobs.yaml:12", run: run, runCount: run == nil ? 0 : 2)
  }

  @Test func `shows a job with the status of its newest run`() {
    let json = ObjectDocument.json(job(RunReportFixture.finished))
    #expect(
      json["metadata"]?.text
        == #"{"name":"digits","labels":{"team":"vision"},"annotations":{},"generation":3,"#
        + #""created":"2026-01-01T00:00:00.000Z","updated":"2026-01-01T00:01:00.000Z","#
        + #""source":"jobs.yaml:12"}"#)
    #expect(json["kind"] == "Job" && json["spec"] == ["appId": "knn"])
    let status = json["status"]
    #expect(status?["run"] == "digits#2" && status?["runs"] == 2)
    #expect(status?["status"] == "FINISHED" && status?["exitCode"] == 0)
    #expect(status?["archive"]?["dir"] == "/archive/digits")
  }

  @Test func `shows a job that has no run`() {
    #expect(
      ObjectDocument.json(job(nil))["status"]?.text == #"{"run":null,"runs":0,"status":null}"#)
  }

  @Test func `shows changes with all counts of the contract`() {
    let changes = [
      Change(name: ResourceName(.job, "a"), action: .created, runs: 1),
      Change(name: ResourceName(.app, "b@1"), action: .unchanged, reason: "why"),
    ]
    let json = ChangeDocument.json(diagnostics: [], changes: changes)
    #expect(
      json.text
        == #"{"diagnostics":[],"changes":[{"kind":"Job","name":"a","action":"created","#
        + #""reason":null,"runs":1,"coreHours":0.0},{"kind":"App","name":"b@1","action":"unchanged","#
        + #""reason":"why","runs":0,"coreHours":0.0}],"summary":{"created":1,"updated":0,"unchanged":1,"#
        + #""rerun":0,"superseded":0,"waiting":0,"cancelled":0,"held":0,"restored":0,"#
        + #""pruned":0,"orphaned":0,"runs":1,"coreHours":0.0}}"#)
  }

  @Test func `shows an event on one line`() {
    let event = EventReport(
      cursor: 7, time: RunReportFixture.midnight, run: RunReportFixture.name, from: .queued,
      to: .running, reason: "Started", message: nil)
    #expect(
      EventDocument.json(event).text
        == #"{"time":"2026-01-01T00:00:00.000Z","object":"job/digits","run":"digits#2","#
        + #""type":"JOB_NEW_STATUS","from":"QUEUED","to":"RUNNING","reason":"Started","#
        + #""message":null,"data":{}}"#)
    #expect(
      EventDocument.line(event, paint: .none)
        == "2026-01-01 00:00:00.000Z  job/digits#2  RUNNING            Started")
  }

  @Test func `lists jobs and runs in tables`() {
    let now = RunReportFixture.at(3600)
    let jobs = ObjectTable.of([job(RunReportFixture.finished)], kind: .job, now: now, isWide: true)
    #expect(
      jobs.text(paint: .none, width: nil) == """
        NAME    APP  STATUS    RUN  DURATION  AGE  GENERATION  LABELS       SOURCE
        digits  knn  FINISHED   #2        3s   1h           3  team=vision  jobs.yaml:12

        """)
    let runs = RunTable.of(
      [RunReportFixture.finished, RunReportFixture.report(.pending)], now: now, isWide: false)
    #expect(
      runs.text(paint: .none, width: nil) == """
        NAME      STATUS    EXIT  DURATION  AGE
        digits#2  FINISHED     0        3s   1h
        digits#2  PENDING      -         -   1h

        """)
  }

  @Test func `shows changes for people and cuts long lists`() {
    let changes = (1...5).map {
      Change(name: ResourceName(.job, "j\($0)"), action: .rerun, reason: "changed", runs: 1)
    }
    #expect(
      ChangeTable.text(changes, limit: 2, paint: .none, width: nil) == """
        rerun  job/j1  changed
        rerun  job/j2  changed
        … and 3 more
        5 rerun; 5 runs to start

        """)
    #expect(
      ChangeTable.text(
        [Change(name: ResourceName(.job, "a"), action: .unchanged)], paint: .none, width: nil)
        == "1 unchanged; no run to start\n")
  }

  @Test func `says why an apply was refused and what to do`() {
    var changes = [
      Change(name: ResourceName(.job, "a"), action: .rerun),
      Change(name: ResourceName(.job, "b"), action: .cancelled),
    ]
    changes[0].repeated = 1
    changes[1].ended = 1
    #expect(
      RefusalText.of(.needsConfirmation(changes)) == """
        this would run 1 job again and cancel 1 run; nothing was changed
          hint: look at it with `kilim diff`, then use --yes or a budget
        """)
    #expect(RefusalText.question(.needsConfirmation(changes))?.hasSuffix("Go on?") == true)
  }

  @Test func `says what doctor found and what to do`() {
    let findings = [
      Finding(.ok, "state", "/s, yours alone"),
      Finding(.fail, "mail", "h:25: refused", remedy: "check KILIM_SMTP_URL"),
    ]
    #expect(
      Finding.text(findings, paint: .none) == """
        ok    state  /s, yours alone
        fail  mail   h:25: refused
                     check KILIM_SMTP_URL

        """)
  }
}
