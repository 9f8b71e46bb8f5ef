import GRDB

/// One consistent look at the state. Valid only inside the closure that it was given to.
package class StoreReader {
  let database: Database
  let path: String

  init(database: Database, path: String) {
    self.database = database
    self.path = path
  }

  func prepare(_ sql: String) throws(StoreError) -> PreparedStatement {
    try PreparedStatement(sql, in: database, path: path)
  }

  /// Commits what the body does, or undoes it when it throws.
  func inTransaction<T>(
    _ begin: String, _ body: () throws(StoreError) -> T
  ) throws(StoreError) -> T {
    try prepare(begin).run()
    do {
      let answer = try body()
      try prepare("COMMIT").run()
      return answer
    } catch {
      // Some failures, a full disk among them, have undone the transaction already.
      if database.isInsideTransaction { try prepare("ROLLBACK").run() }
      throw error
    }
  }

  /// For values that only a damaged or a foreign database can hold.
  func corrupt(_ detail: String) -> StoreError { .corrupt(path: path, detail: detail) }
}
