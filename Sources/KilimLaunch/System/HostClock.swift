import CSystem
import KilimModel

/// The clocks of this host.
enum HostClock {
  /// Milliseconds since boot, sleep included; never set back.
  static var sinceBoot: Int64 { kilim_boottime_milliseconds() }
  static var now: Timestamp { Timestamp(milliseconds: kilim_realtime_milliseconds()) }
}
