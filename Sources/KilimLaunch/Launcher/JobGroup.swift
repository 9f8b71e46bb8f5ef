/// The programs of one system, which share its slots.
final class JobGroup {
  let name: String
  var slots: Int
  /// Slots that are taken.
  var active = 0
  var waiting = Queue<LaunchedJob>()
  /// Claimed in the journal, up to `claimPosition`.
  var claiming: [LaunchedJob] = []
  var claimPosition = 0
  var ready = Queue<LaunchedJob>()
  /// When a program of it was last started, in milliseconds since boot.
  var lastStart = Int64.min / 2
  /// How many are claimed ahead: more when starts had to wait for the disk.
  private(set) var window = 16

  init(name: String, slots: Int) {
    self.name = name
    self.slots = slots
  }

  var hasFreeSlot: Bool { active < slots }
  /// A slot is free and only the disk keeps it so.
  var starves: Bool { hasFreeSlot && ready.isEmpty && !claiming.isEmpty }

  func widenWindow() { window = min(window * 2, max(64, 2 * slots)) }

  /// How many to claim now.
  ///
  /// What is claimed and not started when the machine crashes is lost for its user. So claims are
  /// made only where starts follow each other fast, and given back where they do not.
  func claimsWanted(now: Int64) -> Int {
    guard claiming.isEmpty, !waiting.isEmpty, slots > 0 else { return 0 }
    let free = max(0, slots - active)
    let wanted = startsFast(now: now) ? max(window, free) : free
    return ready.count * 2 >= wanted ? 0 : wanted - ready.count
  }

  func startsFast(now: Int64) -> Bool { now - lastStart < 1000 }
}
