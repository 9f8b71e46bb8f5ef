import KilimModel
import KilimTestSupport
import Synchronization

@testable import KilimController

/// A `drive` on a thread of its own, which ends with the value.
final class BackgroundDrive {
  let observer = Recorder()
  private let interrupt: Interrupt
  private var results: [Result<DriveResult, EngineError>] = []
  private let pool: WorkerPool<Result<DriveResult, EngineError>>

  init(_ plane: ControlPlane, _ runs: [RunName]) throws {
    interrupt = try Interrupt()
    pool = WorkerPool(size: 1, wakeup: try Wakeup())
    pool.submit { [observer, interrupt] in
      do throws(EngineError) {
        return .success(
          try plane.drive(until: .settled(runs), observer: observer, interrupt: interrupt))
      } catch {
        return .failure(error)
      }
    }
  }

  deinit {
    interrupt.request()
    pool.finish()
  }

  /// Ends it as Ctrl-C does.
  func stop() throws -> DriveResult {
    interrupt.request()
    return try result()
  }

  func result() throws -> DriveResult {
    try waitUntil("the drive ends; hindered by \(observer.hindrances)") { hasEnded }
    return try results[0].get()
  }

  var hasEnded: Bool {
    results += pool.takeResults()
    return !results.isEmpty
  }
}
