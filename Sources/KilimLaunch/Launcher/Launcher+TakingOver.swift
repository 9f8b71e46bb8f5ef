import Glibc

extension Launcher {
  /// Reads the journal of the launchers before, and goes on where they ended.
  func takeOver(_ content: [UInt8]) {
    let scan = JournalScan(content)
    let replay = JournalReplay(scan, bootID: bootID, now: HostClock.now)
    if content.isEmpty { return recover(replay) }
    isNameSynced = true
    recover(replay)
    let isWhole = scan.tail == .clean && content.count < 1 << 20
    // An outcome is told only from the disk, and new entries do not follow unreadable ones.
    if isWhole, journal.flush(), fdatasync(journal.descriptor) == 0 {
      synced = journal.written
      advance()
    } else {
      needsRewrite = true
      rewriteJournal()
    }
  }
}
