import Glibc
import KilimModel
import Synchronization

/// The time of day, which a test may set.
final class WallClock: Sendable {
  private struct State {
    var offset: Int64 = 0
    var swing: Int64 = 0
    var count: Int64 = 0
  }
  private let state = Mutex(State())

  /// Sets the clock forward, or back for less than 0.
  func jump(hours: Int64) { state.withLock { $0.offset += hours * 3_600_000 } }

  /// From now on each look at the clock is so many hours before or after the last one.
  func swing(hours: Int64) { state.withLock { $0.swing = hours * 3_600_000 } }

  var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let shift = state.withLock { state -> Int64 in
      state.count += 1
      return state.offset + (state.count % 2 == 0 ? state.swing : -state.swing)
    }
    return Timestamp(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000 + shift)
  }
}
