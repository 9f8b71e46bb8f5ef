import GRDB
import Glibc

extension Store {
  /// What SQLite finds wrong with the file, for `kilim doctor`; empty when all is well.
  package func integrityProblems() throws(StoreError) -> [String] {
    let structure = try problems("PRAGMA integrity_check") { $0[0] ?? "" }
    let orphans = try problems("PRAGMA foreign_key_check") { row in
      "a row of \(row[0] ?? "?") names a row of \(row[2] ?? "?") that is not there"
    }
    return structure.filter { $0 != "ok" } + orphans
  }

  /// A file may be damaged so much that the check itself gives up: that is a finding too.
  private func problems(
    _ sql: String, _ words: ([String?]) -> String
  ) throws(StoreError) -> [String] {
    do {
      return try queue.writeWithoutTransaction { database in
        try Row.fetchAll(database, sql: sql).map { row in
          words(row.databaseValues.map { String.fromDatabaseValue($0) })
        }
      }
    } catch {
      let failure = StoreError(error, path: path)
      guard case .corrupt(_, let detail) = failure else { throw failure }
      return [detail]
    }
  }

  /// Writes a consistent copy to a new file of mode 0600, while others go on reading and writing.
  package func backup(to target: String) throws(StoreError) {
    let file = Glibc.open(target, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      let words = strerror(errno).map { String(cString: $0) } ?? "it cannot be made"
      throw .permission(path: target, detail: words)
    }
    close(file)
    do {
      // Into the empty file, which keeps its mode.
      try queue.vacuum(into: target)
    } catch {
      unlink(target)
      throw StoreError(error, path: target)
    }
  }

  /// The size of the database in bytes, without its write-ahead log.
  package func byteCount() throws(StoreError) -> Int64 {
    do {
      return try queue.writeWithoutTransaction { database in
        let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        return try pages * (Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
