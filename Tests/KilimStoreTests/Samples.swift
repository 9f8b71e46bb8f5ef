import KilimLifecycle
import KilimModel
import KilimStore

/// Small jobs, all alike but for their names.
enum Samples {
  static let start = Timestamp(milliseconds: 1_767_225_600_000)

  static func bytes(_ seed: Int) -> [UInt8] {
    Array(Digest.of("seed \(seed)").bytes.prefix(16))
  }

  static func uuid(_ seed: Int) throws -> RunUUID {
    guard let uuid = RunUUID(random: bytes(seed)) else { throw StoreError.notFound("uuid") }
    return uuid
  }

  static func job(_ name: String) -> ResourceName { ResourceName(.job, name) }

  static let content = ObjectContent(
    spec: #"{"appId":"true","appVersion":"1.0"}"#, identity: bytes(-1),
    source: DefinitionSource(file: "jobs.yaml", line: 7, directory: "/home/ada/jobs"))

  static func plan(_ owner: RunOwner, _ uuid: RunUUID, _ created: Timestamp) -> String {
    let root = "/home/ada/.local/share/kilim/jobs/\(uuid)"
    return """
      {"jobName":"\(owner.name.name)","uuid":"\(uuid)","owner":"ada","appId":"true",\
      "appVersion":"1.0","runtime":"NATIVE","created":"\(created.text)",\
      "execSystemExecDir":"\(root)","execSystemOutputDir":"\(root)/output","command":["/bin/true"],\
      "environment":{"_tapisJobName":"\(owner.name.name)","_tapisJobUUID":"\(uuid)",\
      "_tapisJobCreateDate":"\(created.dateText)Z","_tapisJobCreateTime":"\(created.timeText)Z"},\
      "memoryMB":100,"maxMinutes":10}
      """
  }

  static func run(_ owner: RunOwner, seed: Int, created: Timestamp = start) throws -> NewRun {
    let uuid = try uuid(seed)
    return NewRun(
      owner: owner, uuid: uuid, identity: bytes(-1), plan: plan(owner, uuid, created),
      components: #"{"app":"true@1.0","argv":["/bin/true"]}"#, token: bytes(seed + 1_000_000),
      created: created)
  }

  /// Declares a job and stores a run of it.
  static func insertJob(
    _ name: String, seed: Int, in store: Store, created: Timestamp = start
  ) throws -> StoredRun {
    let uuid = try uuid(seed)
    return try store.write { transaction throws(StoreError) in
      let owner = try transaction.putObject(job(name), content, now: created).owner
      let run = NewRun(
        owner: owner, uuid: uuid, identity: bytes(-1), plan: plan(owner, uuid, created),
        token: bytes(seed + 1_000_000), created: created)
      guard let stored = try transaction.insertRuns([run]).first else {
        throw .notFound("run")
      }
      return stored
    }
  }

  static func exit(_ end: ProgramEnd = .exited(code: 0)) -> ExitRecord {
    ExitRecord(
      end: end, started: start.adding(milliseconds: 12), ended: start.adding(milliseconds: 14),
      peakMemoryKiB: 1_812, cpuMilliseconds: 1)
  }

  /// From PENDING to FINISHED, as an engine records it: what comes together in one step.
  static let life: [[RunEvent]] = [
    [.admitted, .directoriesCreated, .inputsStaged, .jobStaged, .submitted],
    [.started(processID: 4711)],
    [.ended(exit()), .archiveSkipped],
  ]

  static func timed(_ events: [RunEvent], from time: Timestamp = start) -> [TimedEvent] {
    events.enumerated().map { TimedEvent($1, at: time.adding(milliseconds: Int64($0))) }
  }
}
