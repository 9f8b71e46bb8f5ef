import KilimLifecycle
import KilimModel
import Testing

/// What became of a container, from every kind of evidence.
@Suite struct ContainerVerdictTests {
  private static func exited(_ code: Int32, outOfMemory: Bool = false) -> ContainerEvidence.Answer {
    .state(
      .exited(
        ContainerExit(
          code: code, outOfMemory: outOfMemory, started: Timestamp(milliseconds: 1),
          ended: Timestamp(milliseconds: 2))))
  }

  private func fail(_ words: String) { Issue.record(Comment(rawValue: words)) }

  private static func command(_ code: Int32) -> CommandEnd { .ended(.ended(.exited(code: code))) }
  private static let killed = CommandEnd.ended(.ended(.signalled(signal: 9)))
  private static let lost = CommandEnd.lost(reason: "the launcher was killed")

  private func verdict(
    _ end: CommandEnd, _ answer: ContainerEvidence.Answer,
    _ change: (inout ContainerEvidence) -> Void = { _ in }
  ) -> ContainerVerdict {
    var evidence = ContainerEvidence(runtime: .docker, end: end, answer: answer)
    change(&evidence)
    return ContainerVerdict(evidence)
  }

  private func ended(_ code: Int32) -> ContainerVerdict { .ended(.ended(.exited(code: code))) }

  @Test(arguments: [0, 1, 3, 125, 126, 127, 137, 143, 255])
  func `takes the code of a container that its command agrees with`(code: Int32) {
    #expect(verdict(Self.command(code), Self.exited(code)) == ended(code))
  }

  @Test func `takes the container's word where the command did not see its end`() {
    for end in [Self.command(125), Self.killed, Self.lost] {
      #expect(verdict(end, Self.exited(0)) == ended(0))
      #expect(verdict(end, Self.exited(4)) == ended(4))
    }
  }

  @Test func `says of a container that was killed unseen who did it, and of a lost end nothing`() {
    for code in [137, 143] as [Int32] {
      for end in [Self.command(125), Self.lost] {
        guard case .killed(_, .runtimeRestarted, _) = verdict(end, Self.exited(code)) else {
          return fail("a container that went with its engine is the program's own failure")
        }
      }
      #expect(verdict(Self.killed, Self.exited(code)) == ended(code))
    }
    guard case .lost = verdict(Self.lost, Self.exited(255)) else {
      Issue.record("an unknown end is a verdict")
      return
    }
    // An engine that is stopped in order ends its containers, and their commands tell.
    guard
      case .killed(_, .runtimeRestarted, _) = verdict(
        Self.command(143), Self.exited(143), { $0.wasOutOfReach = true })
    else {
      Issue.record("a stopped engine is the program's own failure")
      return
    }
  }

  @Test func `tells out of memory by the runtime's mark, for every failure`() {
    guard
      case .killed(let record, .outOfMemory, let reason) = verdict(
        Self.command(137), Self.exited(137, outOfMemory: true), { $0.memoryLimitMB = 64 })
    else { return fail("no mark") }
    #expect(record.end == .exited(code: 137))
    #expect(reason == "it was killed at its memory limit of 64 MB")
    let podman = verdict(Self.command(4), Self.exited(4)) { $0.outOfMemoryMark = true }
    guard case .killed(_, .outOfMemory, let words) = podman else { return fail("no mark") }
    #expect(words.hasSuffix("and it ended with exit code 4"))
    #expect(verdict(Self.command(0), Self.exited(0, outOfMemory: true)) == ended(0))
  }

  @Test func `tells a program that was never started from one that failed`() {
    let created = ContainerEvidence.Answer.state(.created(error: ""))
    let missing = verdict(Self.command(127), created) {
      $0.errors =
        "docker: Error response from daemon: exec: \"nosuch\": executable file not found in $PATH: unknown."
    }
    guard case .refused(.commandNotFound, _) = missing else { return fail("\(missing)") }
    let byInit = verdict(Self.command(127), Self.exited(127)) {
      $0.errors = "[FATAL tini (7)] exec nosuch failed: No such file or directory"
    }
    guard case .refused(.commandNotFound, _) = byInit else { return fail("\(byInit)") }
    let byCatatonit = verdict(Self.command(1), Self.exited(1)) {
      $0.errors = "ERROR (catatonit:6): failed to exec pid1: Permission denied"
    }
    guard case .refused(.commandNotExecutable, _) = byCatatonit else {
      return fail("\(byCatatonit)")
    }
    // The same codes, and a program that complained itself.
    let own = verdict(Self.command(127), Self.exited(127)) { $0.errors = "sh: nosuch: not found" }
    #expect(own == ended(127))
    let quoted = verdict(Self.command(3), Self.exited(3)) {
      $0.errors = "[FATAL tini (7)] exec nosuch failed: No such file or directory"
    }
    #expect(quoted == ended(3))
  }

  @Test func `was never started where the runtime made no container`() {
    let refused = verdict(Self.command(125), .gone) {
      $0.wasMade = false
      $0.errors = "docker: Error response from daemon: No such image: nope:1."
    }
    guard case .refused(.imageNotFound, _) = refused else { return fail("\(refused)") }
    let away = verdict(Self.command(125), .gone) {
      $0.wasMade = false
      $0.errors = "docker: Cannot connect to the Docker daemon at unix:///x"
    }
    guard case .refused(.launchFailure, _) = away else { return fail("\(away)") }
  }

  @Test func `gives a killed command's wish time before it calls it never started`() {
    for answer in [ContainerEvidence.Answer.gone, .state(.created(error: ""))] {
      for looks in 0..<3 {
        let early = verdict(Self.killed, answer) {
          $0.wasMade = answer != .gone
          $0.earlierLooks = looks
        }
        #expect(early == .running)
      }
      let late = verdict(Self.lost, answer) {
        $0.wasMade = answer != .gone
        $0.earlierLooks = 3
      }
      guard case .refused = late else { return fail("\(late)") }
    }
  }

  @Test func `proves nothing by a container that somebody removed`() {
    #expect(verdict(Self.command(3), .gone) == ended(3))
    for end in [Self.command(125), Self.killed, Self.lost] {
      guard case .lost = verdict(end, .gone) else { return fail("\(end)") }
    }
  }

  @Test func `waits for what still runs, and for a runtime that does not answer`() {
    #expect(verdict(Self.killed, .state(.running)) == .running)
    let complaint = RuntimeComplaint(.runtimeUnavailable, "no daemon")
    #expect(
      verdict(Self.command(125), .complaint(complaint))
        == .outOfReach(.runtimeUnavailable, reason: "no daemon"))
  }

  @Test func `believes a command alone only when it ended with 0`() {
    #expect(ContainerVerdict(ofEngine: Self.command(0), hasPrefix: false) == ended(0))
    #expect(ContainerVerdict(ofEngine: Self.command(0), hasPrefix: true) == nil)
    #expect(ContainerVerdict(ofEngine: Self.command(1), hasPrefix: false) == nil)
    #expect(ContainerVerdict(ofEngine: Self.lost, hasPrefix: false) == nil)
  }

  @Test func `knows Apptainer's own failures by its last word`() {
    func verdict(
      _ record: ExitRecord, _ errors: String = "", limit: Int? = nil
    ) -> ContainerVerdict {
      ContainerVerdict(ofProcess: .ended(record), errors: errors, memoryLimitMB: limit)
    }
    let fatal = "FATAL:   \"nosuch\": executable file not found in $PATH"
    #expect(
      verdict(.ended(.exited(code: 255)), "x\n" + fatal)
        == .refused(.commandNotFound, reason: fatal))
    #expect(verdict(.ended(.exited(code: 255)), "no\n") == ended(255))
    #expect(verdict(.ended(.exited(code: 3)), fatal) == ended(3))
    var big = ExitRecord.ended(.exited(code: 137))
    big.peakMemoryKiB = 63 * 1024
    guard case .killed(_, .outOfMemory, _) = verdict(big, limit: 64) else {
      return fail("not out of memory")
    }
    #expect(verdict(big) == .ended(big))
    big.peakMemoryKiB = 20 * 1024
    #expect(verdict(big, limit: 64) == .ended(big))
    big.cancelled = true
    #expect(verdict(big, limit: 8) == .ended(big))
    #expect(
      ContainerVerdict(ofProcess: Self.lost, errors: "", memoryLimitMB: nil)
        == .lost(reason: "the launcher was killed"))
  }

  @Test(arguments: [
    (#"{"Status":"running","StartedAt":"2026-12-01T01:45:26.069912519Z"}"#, ContainerState.running),
    (
      #"{"Status":"created","Error":"no","ExitCode":127,"StartedAt":"0001-01-01T00:00:00Z"}"#,
      .created(error: "no")
    ),
    (
      #"{"Status":"exited","OOMKilled":true,"ExitCode":137,"StartedAt":"1970-01-01T00:00:01.5Z","FinishedAt":"1970-01-01T01:00:02+01:00"}"#,
      .exited(
        ContainerExit(
          code: 137, outOfMemory: true, started: Timestamp(milliseconds: 1500),
          ended: Timestamp(milliseconds: 2000)))
    ),
  ])
  func `reads the state of a container`(json: String, state: ContainerState) {
    #expect(ContainerState(json: json) == state)
    #expect(ContainerState(json: "{}") == nil && ContainerState(json: "no") == nil)
  }

  @Test func `reads the time of any day`() {
    for (text, milliseconds) in [
      ("2000-02-29T23:59:59Z", 951_868_799_000), ("1970-01-01T00:00:00.000Z", 0),
      ("2026-12-01T01:45:25.748421226Z", 1_796_089_525_748),
    ] as [(String, Int64)] {
      #expect(Timestamp(internet: text)?.milliseconds == milliseconds, "\(text)")
    }
    #expect(Timestamp(internet: "yesterday, at about noon") == nil)
  }
}
