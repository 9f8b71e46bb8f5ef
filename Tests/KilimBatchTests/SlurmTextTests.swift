import KilimModel
import Testing

@testable import KilimBatch

/// What Slurm's commands print, and what it proves.
@Suite struct SlurmTextTests {
  private static let token = "0123456789abcdef0123456789abcdef"
  private static let name = SubmissionName(token: token, number: 2)

  @Test func `finds its own name at the end of any job's name`() {
    #expect(Self.name.text == "k\(Self.token)-2")
    #expect(SubmissionName(endOf: "ocean.k-k\(Self.token)-2") == Self.name)
    #expect(SlurmCommands.jobName("a b,c|é:d", Self.name) == "a-b-c---d.\(Self.name.text)")
    for other in ["", "ocean", "k\(Self.token)", "k\(Self.token)-0", "k\(Self.token)-x", "k12-1"] {
      #expect(SubmissionName(endOf: other) == nil, "\(other)")
    }
  }

  @Test func `reads a listing, banners and other people's jobs aside`() {
    let text = """
      Welcome to the cluster | have fun
      71|PENDING|Priority|ocean.k\(Self.token)-2
      72|RUNNING|None|someone's job
      73|FAILED|NonZeroExitCode|x.k\(Self.token)-3
      74|TIMEOUT|TimeLimit|x.k\(Self.token)-4
      75|PENDING|Nodes required for job are DOWN, DRAINED or reserved|x.k\(Self.token)-5

      """
    let rows = SlurmListing.rows(text)
    #expect(rows.map(\.id) == ["71", "73", "74", "75"])
    #expect(rows[0].state == .waiting(reason: "Priority"))
    #expect(rows[1].state == .over(SchedulerVerdict(.failed, words: "FAILED")))
    #expect(
      rows[2].state
        == .over(SchedulerVerdict(.ended(.timeLimit), words: "TIMEOUT (TimeLimit)")))
    #expect(
      rows[3].state == .waiting(reason: "Nodes required for job are DOWN, DRAINED or reserved"))
  }

  @Test(arguments: [
    ("3", [3]), ("[0-3]", [0, 1, 2, 3]), ("[0-2,7,10-20:5%4]", [0, 1, 2, 7, 10, 15, 20]),
    ("[1,4]", [1, 4]), ("", []), ("[x]", []), ("[5-2]", []), ("[0-99999999999]", []),
  ])
  func `reads the tasks of an array that wait`(text: String, tasks: [Int]) {
    #expect(SlurmListing.indices(Substring(text)) == tasks)
  }

  @Test func `has a row for each task`() {
    let rows = SlurmListing.rows(
      "9_[2-3]|PENDING|Resources|g.\(Self.name.text)\n9_1|RUNNING|None|g.\(Self.name.text)\n")
    #expect(rows.map(\.id) == ["9_2", "9_3", "9_1"])
    #expect(rows.map(\.name) == [2, 3, 1].map { JobName(Self.name, index: $0) })
  }

  @Test func `reads accounts`() {
    let rows = SlurmListing.accounts(
      "9_1|CANCELLED by 1000|0:15|g.\(Self.name.text)\n8|FAILED|3:0|g.k\(Self.token)-1\n")
    #expect(
      rows.map(\.state) == [
        .over(SchedulerVerdict(.ended(.cancelled), signal: 15, words: "CANCELLED")),
        .over(SchedulerVerdict(.failed, exitCode: 3, words: "FAILED")),
      ])
  }

  @Test(arguments: [
    ("COMPLETED", SchedulerVerdict.Kind.completed), ("FAILED", .failed),
    ("CANCELLED", .ended(.cancelled)), ("TIMEOUT", .ended(.timeLimit)),
    ("OUT_OF_MEMORY", .ended(.outOfMemory)), ("NODE_FAIL", .ended(.nodeFailure)),
    ("BOOT_FAIL", .ended(.nodeFailure)), ("PREEMPTED", .ended(.preempted)),
    ("DEADLINE", .ended(.deadline)), ("REVOKED", .ended(.terminated)),
  ])
  func `knows the states of jobs that are over`(name: String, kind: SchedulerVerdict.Kind) {
    #expect(SlurmState.state(name) == .over(SchedulerVerdict(kind, words: name)))
  }

  @Test(arguments: ["RUNNING", "COMPLETING", "CONFIGURING", "SUSPENDED", "STAGE_OUT", "OF_LATER"])
  func `concludes nothing from other states`(name: String) {
    #expect(SlurmState.state(name) == .running)
  }

  @Test(arguments: ["PENDING", "REQUEUED", "REQUEUE_HOLD", "SPECIAL_EXIT"])
  func `knows what waits`(name: String) {
    #expect(SlurmState.state(name, reason: "JobHeldUser") == .waiting(reason: "JobHeldUser"))
  }

  @Test func `finds the largest array`() {
    #expect(SlurmListing.largestArray("A = 1\nMaxArraySize            = 1001\nB=2\n") == 1001)
    #expect(SlurmListing.largestArray("nothing") == nil)
  }

  // MARK: sbatch

  private func answer(_ code: Int32, _ output: String = "", _ errors: String = "") -> SubmitAnswer {
    SlurmSubmission.answer(.exited(code: code, output: output, errors: errors))
  }

  @Test func `takes an id, whatever stands before it`() {
    #expect(answer(0, "71\n") == .accepted(id: "71"))
    #expect(answer(0, "Welcome!\n2026\n71;cluster\n") == .accepted(id: "71"))
    #expect(
      answer(0, "Welcome!\n") == .doubtful(reason: "sbatch printed no job id: without a word"))
  }

  /// Nothing of these proves that nothing was submitted.
  @Test(arguments: [
    "Batch job submission failed: Unable to contact slurm controller (connect failure)",
    "Batch job submission failed: Socket timed out on send/recv operation",
    "Munge encode failed: Failed to access \"/run/munge/munge.socket.2\"",
    "Batch job submission failed: Protocol authentication error",
    "Batch job submission failed: Zero Bytes were transmitted or received",
  ])
  func `doubts where nobody answered`(error: String) {
    guard case .doubtful = answer(1, "", "sbatch: error: \(error)\n") else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `doubts what was killed or took too long`() {
    #expect(answer(137) == .doubtful(reason: "sbatch was killed by signal 9"))
    #expect(SlurmSubmission.answer(.overdue) == .doubtful(reason: "sbatch did not answer in time"))
  }

  @Test(arguments: [
    """
    sbatch: error: QOSMaxSubmitJobPerUserLimit
    sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit)
    """,
    "sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying",
    "sbatch: error: Batch job submission failed: Resource temporarily unavailable",
    "sbatch: error: Batch job submission failed: Required partition not available (inactive or drain)",
  ])
  func `waits for what passes`(errors: String) {
    guard case .busy = answer(1, "", errors) else {
      Issue.record("\(errors)")
      return
    }
  }

  @Test(arguments: [
    ("Invalid partition name specified", 1), ("Invalid job array specification", 1),
    ("Invalid account or account/partition combination specified", 1),
    ("Invalid qos specification", 1), ("Requested node configuration is not available", 1),
    ("Requested time limit is invalid (missing or exceeds some limit)", 1),
    ("Node count specification invalid", 1), ("Invalid feature specification", 1),
  ])
  func `believes a refusal`(text: String, code: Int32) {
    #expect(
      answer(code, "", "sbatch: error: Batch job submission failed: \(text)\n")
        == .refused(reason: "sbatch refused the job: \(text)"))
  }

  @Test func `believes what sbatch says of its options`() {
    #expect(
      answer(255, "", "sbatch: unrecognized option '--x'\nTry \"sbatch --help\"\n")
        == .refused(
          reason: "sbatch refused the job: unrecognized option '--x'; Try \"sbatch --help\""))
  }

  // MARK: Records

  @Test func `reads records only when they are whole`() {
    let start = "kilim 1\nstarted 1700000000123\nid 9_3\njob 12\nhost n1\nprocess 7\nend\n"
    let claim = RecordText.claim(start)
    #expect(claim?.claim == .started)
    #expect(
      claim?.start
        == StartRecord(
          started: Timestamp(milliseconds: 1_700_000_000_123), id: "9_3", job: 12, host: "n1"))
    #expect(RecordText.claim("revoked\n")?.claim == .revoked)
    let exit =
      "kilim 1\nstarted 5\nended 9\ncode 143\n0m0.010s 0m0.020s\n1m2.500s 0m0.100s\nend\n"
    #expect(
      RecordText.exit(exit)
        == JobExitRecord(
          started: Timestamp(milliseconds: 5), ended: Timestamp(milliseconds: 9), code: 143,
          cpuMilliseconds: 62_600))
    for length in 0..<start.count { #expect(RecordText.claim(String(start.prefix(length))) == nil) }
    for length in 0..<exit.count { #expect(RecordText.exit(String(exit.prefix(length))) == nil) }
  }

  @Test func `tells signals from codes as a shell does`() {
    func end(_ code: Int32) -> ProgramEnd {
      let time = Timestamp(milliseconds: 0)
      return JobExitRecord(started: time, ended: time, code: code).end
    }
    #expect(end(137) == .signalled(signal: 9) && end(128) == .exited(code: 128))
    #expect(end(255) == .exited(code: 255) && end(0) == .exited(code: 0))
  }

  @Test func `keeps what a submission is called`() {
    for name in [JobName(Self.name), JobName(Self.name, index: 17)] {
      #expect(RecordText.job(RecordText.job(name)) == name)
    }
    #expect(RecordText.job("k\(Self.token)-2") == nil)
  }
}
