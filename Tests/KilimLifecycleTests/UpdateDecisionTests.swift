import KilimLifecycle
import KilimModel
import Testing

/// The table of product.md, section 5: all rows of Job.
@Suite struct UpdateDecisionTests {
  static let old = Digest.of("old").bytes
  static let new = Digest.of("new").bytes

  struct Case: Sendable {
    var status: RunStatus
    var spec = old
    var identity = old
    var stale: [String] = []
    var options = UpdateOptions()
    var change: JobChange
  }

  static let pending: [RunStatus] = [
    .pending, .processingInputs, .stagingInputs, .stagingJob, .submittingJob,
  ]
  static let submitted: [RunStatus] = [.queued, .running, .archiving]
  static let over: [RunStatus] = [.finished, .failed, .cancelled]

  static let sameIdentity: [Case] =
    (pending + submitted + [.finished]).flatMap { status in
      [
        Case(status: status, change: .unchanged(nil)),
        Case(status: status, spec: new, change: .update(nil)),
        Case(status: status, stale: ["app"], change: .unchanged(.stale(["app"]))),
      ]
    }
    + [RunStatus.failed, .cancelled].flatMap { status in
      [
        Case(status: status, change: .unchanged(.lastRunFailed(run: 2, status: status))),
        Case(status: status, spec: new, change: .update(.lastRunFailed(run: 2, status: status))),
      ]
    }

  static let changed: [Case] =
    pending.map { Case(status: $0, spec: new, identity: new, change: .supersede(run: 2)) }
    + submitted.flatMap { status in
      let options: [(UpdateOptions, JobChange)] = [
        (UpdateOptions(), .waitBehind(run: 2)),
        (UpdateOptions(whileRunning: .cancel), .cancelThenRun(run: 2)),
        (
          UpdateOptions(whileRunning: .reject),
          .reject(run: 2, policy: "whileRunning: Reject")
        ),
        (UpdateOptions(whileRunning: .reject, replaceRunning: true), .cancelThenRun(run: 2)),
      ]
      return options.map {
        Case(status: status, spec: new, identity: new, options: $0.0, change: $0.1)
      }
    }
    + over.flatMap { status in
      let options: [(UpdateOptions, JobChange)] = [
        (UpdateOptions(), .rerun(after: 2, because: .changed)),
        (UpdateOptions(afterFinish: .hold), .hold(run: 2)),
        (UpdateOptions(afterFinish: .reject), .reject(run: 2, policy: "afterFinish: Reject")),
      ]
      return options.map {
        Case(status: status, spec: new, identity: new, options: $0.0, change: $0.1)
      }
    }

  static let refreshed: [Case] =
    pending.map {
      Case(
        status: $0, stale: ["app"], options: UpdateOptions(refresh: true),
        change: .supersede(run: 2))
    }
    + submitted.map {
      Case(
        status: $0, stale: ["app"], options: UpdateOptions(refresh: true),
        change: .waitBehind(run: 2))
    }
    + over.map {
      Case(
        status: $0, stale: ["app"], options: UpdateOptions(refresh: true),
        change: .rerun(after: 2, because: .refreshed(["app"])))
    }

  @Test(arguments: sameIdentity + changed + refreshed)
  func `applies a job again by the table`(example: Case) {
    let run = DeclaredRun(
      number: 2, state: RunState(status: example.status), staleReasons: example.stale)
    let change = UpdateDecision.change(
      declared: DeclaredJob(specDigest: Self.old, identity: Self.old, run: run), remembered: nil,
      specDigest: example.spec, identity: example.identity, options: example.options)
    #expect(change == example.change)
  }

  @Test func `makes the first run of a new job`() {
    #expect(change(remembered: nil) == .create)
  }

  @Test func `restores a removed job without a run`() {
    let finished = DeclaredRun(number: 1, state: RunState(status: .finished))
    #expect(change(remembered: finished) == .restore(nil))
    let failed = DeclaredRun(number: 1, state: RunState(status: .failed))
    #expect(change(remembered: failed) == .restore(.lastRunFailed(run: 1, status: .failed)))
  }

  @Test func `treats a lost run as over`() {
    let lost = RunState(status: .blocked, condition: .unknownOutcome, resume: .running)
    let declared = DeclaredJob(
      specDigest: Self.old, identity: Self.old, run: DeclaredRun(number: 1, state: lost))
    let change = UpdateDecision.change(
      declared: declared, remembered: nil, specDigest: Self.new, identity: Self.new,
      options: UpdateOptions())
    #expect(change == .rerun(after: 1, because: .changed))
  }

  @Test func `asks before it repeats a run or ends a running one, and only then`() {
    for example in Self.sameIdentity { #expect(!example.change.needsConfirmation) }
    #expect(!JobChange.supersede(run: 1).needsConfirmation)
    #expect(JobChange.cancelThenRun(run: 1).needsConfirmation)
    #expect(JobChange.rerun(after: 1, because: .changed).needsConfirmation)
  }

  private func change(remembered: DeclaredRun?) -> JobChange {
    UpdateDecision.change(
      declared: nil, remembered: remembered, specDigest: Self.new, identity: Self.new,
      options: UpdateOptions())
  }
}
