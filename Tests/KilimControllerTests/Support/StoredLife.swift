import KilimLifecycle
import KilimModel
import KilimStore

@testable import KilimController

/// Lives of runs that are only written down: nothing is launched.
extension Scene {
  /// Takes every run that has not ended one step further, or to its end.
  func live(_ number: Int, of job: String, _ events: [RunEvent]) throws {
    let now = clock.now
    try plane.store.write { transaction throws(StoreError) in
      guard let run = try transaction.run(ResourceName(.job, job), number: number) else {
        throw .notFound("\(job)#\(number)")
      }
      try transaction.record([
        RunUpdate(run: run.id, events: events.map { TimedEvent($0, at: now) })
      ])
    }
  }

  static let launched: [RunEvent] = [
    .admitted, .directoriesCreated, .inputsStaged, .jobStaged, .submitted,
    .started(processID: 4711),
  ]

  func finish(_ number: Int = 1, of job: String) throws {
    try live(number, of: job, Self.launched + Self.end(0))
  }

  func fail(_ number: Int = 1, of job: String) throws {
    try live(number, of: job, Self.launched + Self.end(1))
  }

  static func end(_ code: Int32) -> [RunEvent] {
    let time = Timestamp(milliseconds: 1_767_225_600_000)
    return [
      .ended(
        ExitRecord(
          end: .exited(code: code), started: time, ended: time, peakMemoryKiB: 1,
          cpuMilliseconds: 1)), .archiveSkipped,
    ]
  }

  func ledger(of job: String) throws -> [LedgerEntry] {
    try plane.store.read { reader throws(StoreError) in
      try reader.ledger(of: ResourceName(.job, job))
    }
  }
}
