import Glibc

extension Launcher {
  /// Looks for what ended programs left behind are this far apart, in milliseconds: each reads all
  /// of `/proc`.
  static let sweepSpacing: Int64 = 1000
  private static let grace: Int64 = 10_000

  /// Ends processes that left the session of a program which is over. They became our children when
  /// their parent ended; the quick look at the process group missed them.
  func sweepStrays() {
    guard now >= sweepAt else { return }
    sweepAt = .max
    let own = own
    let table = ProcessTable.now { $0.parent == own }
    for entry in table.entries.values where isStray(entry) {
      let killAt = strays[entry.process] ?? now + Self.grace
      let isNew = strays.updateValue(killAt, forKey: entry.process) == nil
      if isNew { _ = ProcessSignal.send([SIGTERM, SIGCONT], to: entry) }
      if now >= killAt { _ = ProcessSignal.send([SIGKILL], to: entry) }
    }
    strays = strays.filter { table.entries[$0.key] != nil }
    if !strays.isEmpty { sweepAt = now + Self.sweepSpacing }
  }

  private func isStray(_ entry: ProcessEntry) -> Bool {
    guard entry.parent == own, !entry.isZombie, children[entry.process] == nil else { return false }
    if children[entry.session] != nil || ContainerHelper.isOne(entry.process) { return false }
    guard let token = entry.token else {
      // It wiped its environment: only when no program runs is it certainly of one that is over.
      return children.isEmpty && stopping.isEmpty
    }
    guard case .running = jobs[token]?.state else { return true }
    return false
  }
}
