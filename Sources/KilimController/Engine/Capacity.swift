/// How many runs of each System may be on their way to the launcher or in it.
///
/// The launcher's slots limit what runs; this window, larger than they are, keeps its queue filled
/// so that storing intents costs one sync for many runs, and small enough that most of a large
/// batch can still be replaced before it is submitted.
struct Capacity {
  /// Waiting runs beside the slots.
  static let reserve = 192

  private struct System {
    var slots: Int
    var used = 0
    /// Half of the reserve was used up, and the window is being filled again.
    var isRefilling = true
  }

  private var systems: [String: System] = [:]

  var allSlots: [(system: String, count: Int)] {
    systems.map { (system: $0.key, count: $0.value.slots) }
  }

  func slots(of system: String) -> Int? { systems[system]?.slots }

  mutating func setSlots(_ count: Int, of system: String) {
    if systems[system] == nil {
      systems[system] = System(slots: count)
    } else {
      systems[system]?.slots = count
    }
  }

  /// Takes room for one run, if there is some.
  ///
  /// The window is refilled in large steps, once half of the reserve is used up.
  mutating func take(in name: String) -> Bool {
    var system = systems[name] ?? System(slots: 1)
    let window = system.slots + Self.reserve
    guard system.isRefilling, system.used < window else { return false }
    system.used += 1
    if system.used == window { system.isRefilling = false }
    systems[name] = system
    return true
  }

  /// Counts a run that is on its way already, after a restart.
  mutating func count(in name: String) {
    systems[name, default: System(slots: 1)].used += 1
  }

  mutating func give(in name: String) {
    guard var system = systems[name] else { return }
    system.used -= 1
    if system.used <= system.slots + Self.reserve / 2 { system.isRefilling = true }
    systems[name] = system
  }
}
