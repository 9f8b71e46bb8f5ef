import KilimModel
import Testing

@testable import KilimBatch

/// The protocol, step by step.
@Suite struct BatchCoreTests {
  private static func token(_ number: Int) -> String {
    String(repeating: "a", count: 30) + (number < 10 ? "0" : "") + String(number)
  }

  /// A core at which some attempts are in line.
  private func core(_ count: Int = 1, slots: Int = 10, array: Int = 1) -> BatchCore {
    var core = BatchCore(scheduler: "Slurm")
    core.setSlots(slots)
    core.setLargestArray(array)
    for number in 1...count {
      core.submit(Self.token(number), queue: "q", arrayGroup: "g", now: 0)
    }
    _ = core.takeNews()
    return core
  }

  private func submission(_ number: Int = 1, _ of: Int = 1) -> SubmissionName {
    SubmissionName(token: Self.token(of), number: number)
  }

  /// Has the next step, which must be a submission, answered.
  private func submit(
    _ core: inout BatchCore, _ answer: SubmitAnswer, now: Int64
  ) throws -> [PlannedSubmission] {
    let step = core.next(now: now)
    guard case .submit(let planned) = step else { throw NoSubmission(step: step) }
    core.take(.submitted(answer), of: step, now: now)
    return planned
  }

  private struct NoSubmission: Error { var step: BatchStep }

  private func news(_ core: inout BatchCore) -> [BatchNews] {
    core.takeNews().map(\.news).filter { if case .words = $0 { false } else { true } }
  }

  private func record(_ code: Int32) -> AttemptEvidence {
    let time = Timestamp(milliseconds: 5)
    return .submission(
      SubmissionEvidence(
        number: 1, name: JobName(submission()), claim: .started,
        start: StartRecord(started: time, id: "7", job: 7, host: "n1"),
        exit: JobExitRecord(started: time, ended: time, code: code)))
  }

  @Test func `submits, lists, reads the record, and says how it ended`() throws {
    var core = core()
    #expect(try submit(&core, .accepted(id: "7"), now: 0).map(\.submission) == [submission()])
    #expect(core.next(now: 1) == .wait(until: 1_000))
    let list = core.next(now: 1_000)
    #expect(list == .list)
    let over = SchedulerVerdict(.failed, words: "FAILED")
    core.take(
      .listed([SchedulerRow(name: JobName(submission()), id: "7", state: .over(over))]), of: list,
      now: 1_000)
    let look = core.next(now: 1_000)
    #expect(look == .inspect([Self.token(1)]))
    core.take(.inspected([Self.token(1): record(3)]), of: look, now: 1_000)
    let time = Timestamp(milliseconds: 5)
    #expect(
      news(&core) == [
        .running(job: 7), .ended(ExitRecord(end: .exited(code: 3), started: time, ended: time)),
      ])
    #expect(core.isIdle)
  }

  @Test func `looks before it submits again, and revokes what it does not find`() throws {
    var core = core()
    _ = try submit(&core, .doubtful(reason: "timed out"), now: 0)
    // A scheduler that did not answer is asked one cheap question first.
    #expect(core.next(now: 0) == .wait(until: 1_000))
    for now: Int64 in [1_000, 4_000] {
      let step = core.next(now: now)
      #expect(step == .list)
      core.take(.listed([]), of: step, now: now)
    }
    let revocation = core.next(now: 4_000)
    #expect(revocation == .revoke([submission()]))
    core.take(.revoked([submission(): true]), of: revocation, now: 4_000)
    #expect(try submit(&core, .accepted(id: "9"), now: 4_000).map(\.submission) == [submission(2)])
    // The first one turns up all the same: it can run nothing, and has to go.
    let list = core.next(now: 9_000)
    #expect(list == .list)
    core.take(
      .listed([
        SchedulerRow(name: JobName(submission()), id: "8", state: .waiting(reason: "Priority")),
        SchedulerRow(name: JobName(submission(2)), id: "9", state: .waiting(reason: "Priority")),
      ]), of: list, now: 9_000)
    #expect(core.next(now: 9_000) == .cancel(["8"]))
  }

  @Test func `goes by the job's claim where it was faster than the revocation`() throws {
    var core = core()
    _ = try submit(&core, .refused(reason: "Invalid partition"), now: 0)
    let revocation = core.next(now: 0)
    #expect(revocation == .revoke([submission()]))
    core.take(.revoked([submission(): false]), of: revocation, now: 0)
    #expect(core.next(now: 0) == .inspect([Self.token(1)]))
    #expect(news(&core).isEmpty)
  }

  @Test func `says that a refused job never ran only once it cannot run`() throws {
    var core = core()
    _ = try submit(&core, .refused(reason: "Invalid partition"), now: 0)
    #expect(news(&core).isEmpty)
    let revocation = core.next(now: 0)
    core.take(.revoked([submission(): true]), of: revocation, now: 0)
    #expect(news(&core) == [.failedToStart(reason: "Invalid partition")])
  }

  @Test func `takes out of the line at once what is cancelled there`() {
    var core = core()
    core.cancel(Self.token(1), now: 0)
    #expect(news(&core) == [.cancelledBeforeStart] && core.isIdle)
    #expect(core.next(now: 0) == .wait(until: .max))
  }

  @Test func `cancels again until the job is gone`() throws {
    var core = core()
    _ = try submit(&core, .accepted(id: "7"), now: 0)
    core.cancel(Self.token(1), now: 1)
    let cancel = core.next(now: 1)
    #expect(cancel == .cancel(["7"]))
    core.take(.cancelled, of: cancel, now: 1)
    let list = core.next(now: 1_000)
    let row = SchedulerRow(name: JobName(submission()), id: "7", state: .running)
    core.take(.listed([row]), of: list, now: 1_000)
    let look = core.next(now: 1_000)
    core.take(.inspected([Self.token(1): .none]), of: look, now: 1_000)
    #expect(core.next(now: 5_001) == .cancel(["7"]))
  }

  @Test func `waits when the scheduler is silent, longer each time, and says so`() throws {
    var core = core()
    _ = try submit(&core, .accepted(id: "7"), now: 0)
    var now: Int64 = 1_000
    var asked: [Int64] = []
    while now < 40_000 {
      let step = core.next(now: now)
      switch step {
      case .wait(let until): now = until
      case .list:
        asked.append(now)
        core.take(.failed(reason: "connect failure"), of: step, now: now)
      case .inspect: core.take(.inspected([:]), of: step, now: now)
      default: Issue.record("\(step)")
      }
    }
    #expect(asked == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000])
    #expect(
      core.takeNews().contains {
        $0.news == .words("Slurm does not answer: connect failure")
      })
  }

  @Test func `makes arrays of those that want the same, up to the site's size`() throws {
    var core = core(7, array: 4)
    let first = try submit(&core, .accepted(id: "7"), now: 0)
    #expect(first.map(\.job.index) == [0, 1, 2, 3])
    #expect(Set(first.map(\.job.submission)) == [submission()])
    #expect(try submit(&core, .accepted(id: "8"), now: 0).count == 3)
    #expect(core.attempts[Self.token(2)]?.id == "7_1")
  }

  @Test func `gives each its own job once arrays are refused`() throws {
    var core = core(3, array: 4)
    _ = try submit(&core, .refused(reason: "Invalid job array specification"), now: 0)
    let single = try submit(&core, .accepted(id: "8"), now: 0)
    #expect(single.map(\.job.index) == [nil])
    // Nothing had been submitted under that number.
    #expect(single.map(\.submission.number) == [1])
  }

  @Test func `keeps to slots, and to the limit of a queue`() throws {
    var core = core(5, slots: 3)
    core.setQueueLimits(["q": 2])
    for id in ["7", "8"] { _ = try submit(&core, .accepted(id: id), now: 0) }
    #expect(core.next(now: 0) == .wait(until: 1_000))
    core.setQueueLimits([:])
    _ = try submit(&core, .accepted(id: "9"), now: 0)
    #expect(core.next(now: 0) == .wait(until: 1_000))
  }

  @Test func `waits where the scheduler takes nothing now`() throws {
    var core = core()
    _ = try submit(&core, .busy(reason: "QOSMaxSubmitJobPerUserLimit"), now: 0)
    #expect(core.next(now: 0) == .wait(until: 1_000))
    #expect(try submit(&core, .accepted(id: "7"), now: 1_000).map(\.submission) == [submission()])
  }

  @Test func `asks less often the longer nothing happens, and never more than once a minute`()
    throws
  {
    var core = core()
    _ = try submit(&core, .accepted(id: "7"), now: 0)
    let row = SchedulerRow(
      name: JobName(submission()), id: "7", state: .waiting(reason: "Priority"))
    var now: Int64 = 0
    var asked = 0
    while now < 3_600_000 {
      let step = core.next(now: now)
      if case .wait(let until) = step {
        now = until
      } else {
        asked += 1
        core.take(.listed([row]), of: step, now: now)
      }
    }
    #expect((60...130).contains(asked), "\(asked) in an hour")
  }

  @Test func `knows nothing of what nobody knows, after five minutes`() throws {
    var core = core()
    _ = try submit(&core, .accepted(id: "7"), now: 0)
    var now: Int64 = 1_000
    let time = Timestamp(milliseconds: 5)
    let started = AttemptEvidence.submission(
      SubmissionEvidence(
        number: 1, name: JobName(submission()), claim: .started,
        start: StartRecord(started: time, id: "7", job: 7, host: "n1")))
    while now < 1_000_000, !core.isIdle {
      let step = core.next(now: now)
      switch step {
      case .wait(let until): now = until
      case .list: core.take(.listed([]), of: step, now: now)
      case .inspect: core.take(.inspected([Self.token(1): started]), of: step, now: now)
      case .account: core.take(.accounted(nil), of: step, now: now)
      default: Issue.record("\(step)")
      }
    }
    #expect((300_000...320_000).contains(now))
    guard case .lost? = news(&core).last else {
      Issue.record("no verdict")
      return
    }
  }
}
