import GRDB

/// The state of one Kilim: what was declared, what ran, and what has to be told to whom.
///
/// A value of this type is one connection. Reads and writes of one process go through it one by one;
/// other processes may read and write beside it. The connection closes with the value's life.
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
    do {
      return try queue.read { database in
        try body(StoreReader(database: database, path: path))
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Writes in one transaction that is on disk when this returns, or is undone when it throws.
  ///
  /// One transaction costs one sync: collect many changes in it.
  package func write<T>(
    _ body: (StoreTransaction) throws(StoreError) -> T
  ) throws(StoreError) -> T {
    do {
      return try queue.writeWithoutTransaction { database in
        try write(in: database, body)
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  private func write<T>(
    in database: Database, _ body: (StoreTransaction) throws(StoreError) -> T
  ) throws(StoreError) -> T {
    var answer: T?
    do {
      // Immediate: a deferred transaction that begins by reading fails when another process writes.
      try database.inTransaction(.immediate) {
        let transaction = StoreTransaction(database: database, path: path)
        answer = try body(transaction)
        try transaction.finish()
        return .commit
      }
    } catch {
      throw StoreError(error, path: path, systemError: database.systemError)
    }
    guard let answer else { throw .other(path: path, detail: "a transaction without an answer") }
    return answer
  }

  /// Changes whenever another connection, be it of this process or of another one, has written.
  package func dataVersion() throws(StoreError) -> Int {
    do {
      return try queue.writeWithoutTransaction { database in
        try Int.fetchOne(database, sql: "PRAGMA data_version") ?? 0
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
