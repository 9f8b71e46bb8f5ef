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

  /// For values that only a damaged or a foreign database can hold.
  func corrupt(_ detail: String) -> StoreError { .corrupt(path: path, detail: detail) }
}
