import Glibc
import KilimLifecycle
import KilimModel
import KilimTestSupport
import Synchronization

@testable import KilimController

/// Remembers all that it hears, and lets a test wait for it.
final class Recorder: RunObserver, Sendable {
  private struct Heard {
    var changes: [RunProgress] = []
    var roles: [DriveRole] = []
    var hindrances: [String] = []
    var turns = 0
  }
  private let heard = Mutex(Heard())

  var hindrances: [String] { heard.withLock { $0.hindrances } }
  /// How often the engine looked around.
  var turns: Int { heard.withLock { $0.turns } }
  var roles: [DriveRole] { heard.withLock { $0.roles } }

  func statuses(of run: RunName) -> [RunStatus] {
    heard.withLock { $0.changes.filter { $0.name == run }.map(\.state.status) }
  }

  func runsChanged(_ changes: [RunProgress]) { heard.withLock { $0.changes += changes } }
  func roleChanged(to role: DriveRole) { heard.withLock { $0.roles.append(role) } }
  func hindered(by words: String) { heard.withLock { $0.hindrances.append(words) } }
  func tick(now: Timestamp) { heard.withLock { $0.turns += 1 } }

  func wait(for run: RunName, _ status: RunStatus) throws(TestFailure) {
    try waitUntil("\(run) is \(status.name)") { statuses(of: run).contains(status) }
  }
}
