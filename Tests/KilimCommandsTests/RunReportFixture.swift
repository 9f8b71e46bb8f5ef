import KilimController
import KilimModel

/// Runs as the tests need them: `job/digits#2`, made at midnight of 2026-01-01.
enum RunReportFixture {
  static let midnight = Timestamp(milliseconds: 1_767_225_600_000)

  static func at(_ seconds: Int64) -> Timestamp { midnight.adding(seconds: seconds) }

  static let name = RunName(owner: ResourceName(.job, "digits"), number: 2)

  static var uuid: RunUUID {
    RunUUID(bytes: Array(0..<16)) ?? RunUUID(random: Array(0..<16)).unsafelyUnwrapped
  }

  static var plan: RunPlan {
    var plan = RunPlan(uuid: uuid, created: midnight)
    plan.jobName = "digits"
    plan.owner = "ada"
    plan.appId = "knn"
    plan.appVersion = "1.0"
    plan.execSystemId = "local"
    plan.archiveSystemId = "local"
    plan.directories.exec = "/work/digits"
    plan.directories.input = "/work/digits/in"
    plan.directories.output = "/work/digits/out"
    plan.archive.directory = "/archive/digits"
    plan.command = [CommandWord("knn"), CommandWord("--k"), CommandWord("3 4")]
    return plan
  }

  static func exit(_ end: ProgramEnd, timedOut: Bool = false) -> ExitRecord {
    ExitRecord(
      end: end, started: at(1), ended: at(4), peakMemoryKiB: 2048, cpuMilliseconds: 900,
      timedOut: timedOut)
  }

  static func report(
    _ status: RunStatus, _ condition: RunCondition? = nil, message: String? = nil,
    exit: ExitRecord? = nil, history: [HistoryEntry] = []
  ) -> RunReport {
    RunReport(
      name: name, uuid: uuid, labels: ["team": "vision"], created: midnight, plan: plan,
      status: status, condition: condition, message: message, cancelRequested: false, attempt: 1,
      processID: nil, exit: exit, staleReasons: [], updatePending: false, history: history)
  }

  static func entry(_ seconds: Int64, _ status: RunStatus, _ cause: String) -> HistoryEntry {
    HistoryEntry(time: at(seconds), status: status, cause: cause, message: nil)
  }

  static var finished: RunReport {
    report(
      .finished, .normalCompletion, exit: exit(.exited(code: 0)),
      history: [
        entry(0, .pending, "Created"), entry(1, .running, "Started"),
        entry(4, .archiving, "Ended"), entry(5, .finished, "Archived"),
      ])
  }
}
