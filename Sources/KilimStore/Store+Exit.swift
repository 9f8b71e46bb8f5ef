import Glibc

extension Store {
  /// Keeps the connection until the process ends; for the end of a short command.
  ///
  /// To close the last connection SQLite folds the write-ahead log into the database, with two
  /// syncs that nobody waits for anything from: what was committed is in the log, and the next
  /// opening reads it. A log that would take long to read is folded all the same.
  package func keepUntilExit() {
    guard safeMode == nil, logByteCount < 1 << 20 else { return }
    _ = Unmanaged.passRetained(queue)
  }

  private var logByteCount: Int {
    var facts = stat()
    return stat(path + "-wal", &facts) == 0 ? Int(facts.st_size) : 0
  }
}
