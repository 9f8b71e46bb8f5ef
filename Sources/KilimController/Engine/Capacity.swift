/// How many runs of each System may be on their way to the launcher or in it.
///
/// The launcher's slots limit what runs; this window, larger than they are, keeps its queue filled
/// so that storing intents costs one sync for many runs, and small enough that most of a large
/// batch can still be replaced before it is submitted.
struct Capacity {
  /// Waiting runs beside the slots.
  static let reserve = 128

  private var slots: [String: Int] = [:]
  private var used: [String: Int] = [:]

  mutating func setSlots(_ count: Int, of system: String) { slots[system] = count }

  func slots(of system: String) -> Int? { slots[system] }

  /// Whether another run may start its way. Refills in large steps: only once half of the reserve
  /// is used up, unless little is on its way.
  func hasRoom(in system: String, refilling: Bool) -> Bool {
    let limit = slots[system, default: 1] + Self.reserve
    let threshold = refilling ? limit : limit - Self.reserve / 2
    return used[system, default: 0] < threshold
  }

  mutating func take(in system: String) { used[system, default: 0] += 1 }

  mutating func give(in system: String) { used[system, default: 0] -= 1 }
}
