import GRDB

/// The state of one Kilim: what was declared, what ran, and what has to be told to whom.
///
/// A value of this type is one connection. Reads and writes of one process go through it one by one;
/// other processes may read and write beside it. A body must not call `read` or `write` itself. The
/// connection closes with the value's life.
package final class Store: Sendable {
  /// The database file.
  package let path: String
  /// How a network file system is dealt with; nil on a local one.
  package let safeMode: SafeMode?
  let queue: DatabaseQueue

  init(path: String, safeMode: SafeMode?, queue: DatabaseQueue) {
    self.path = path
    self.safeMode = safeMode
    self.queue = queue
  }

  /// Reads in one transaction: everything the body sees is of the same moment.
  package func read<T>(
    _ body: (StoreReader) throws(StoreError) -> T
  ) throws(StoreError) -> T {
    // Not GRDB's `read`: its `query_only` makes SQLite compile every statement anew, each time.
    try connected { database throws(StoreError) in
      let reader = StoreReader(database: database, path: path)
      return try reader.inTransaction("BEGIN DEFERRED") { () throws(StoreError) in
        try body(reader)
      }
    }
  }

  /// Writes in one transaction that is on disk when this returns, or is undone when it throws.
  ///
  /// One transaction costs one sync: collect many changes in it.
  package func write<T>(
    _ body: (StoreTransaction) throws(StoreError) -> T
  ) throws(StoreError) -> T {
    try connected { database throws(StoreError) in
      let transaction = StoreTransaction(database: database, path: path)
      // Immediate: a deferred transaction that begins by reading fails when another process writes.
      return try transaction.inTransaction("BEGIN IMMEDIATE") { () throws(StoreError) in
        let answer = try body(transaction)
        try transaction.finish()
        return answer
      }
    }
  }

  /// Writes as `write` does, but without waiting for the disk: for what loses its meaning with the
  /// machine's memory, as a lease does.
  func writeUnsynced<T>(
    _ body: (StoreTransaction) throws(StoreError) -> T
  ) throws(StoreError) -> T {
    guard safeMode == nil else { return try write(body) }
    try setSynchronous("NORMAL")
    let result: Result<T, StoreError>
    do throws(StoreError) {
      result = .success(try write(body))
    } catch {
      result = .failure(error)
    }
    try setSynchronous("FULL")
    return try result.get()
  }

  private func setSynchronous(_ mode: String) throws(StoreError) {
    try connected { database throws(StoreError) in
      let pragma = try PreparedStatement("PRAGMA synchronous = \(mode)", in: database, path: path)
      defer { pragma.reset() }
      _ = try pragma.step()
    }
  }

  /// Changes whenever another connection, be it of this process or of another one, has written.
  package func dataVersion() throws(StoreError) -> Int {
    try connected { database throws(StoreError) in
      let pragma = try PreparedStatement("PRAGMA data_version", in: database, path: path)
      defer { pragma.reset() }
      return try pragma.step() ? pragma.count(0) : 0
    }
  }

  private func connected<T>(
    _ body: (Database) throws(StoreError) -> T
  ) throws(StoreError) -> T {
    do {
      return try queue.writeWithoutTransaction { database in try body(database) }
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
