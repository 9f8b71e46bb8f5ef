import GRDB

extension Store {
  /// Deletes the texts that no row refers to any more, in one pass over those that do.
  ///
  /// Which columns refer to texts is read from the schema. Foreign keys are off meanwhile: SQLite
  /// would look for each text in every table that has no index for that.
  ///
  /// - Returns: how many there were.
  @discardableResult
  package func removeUnusedDocuments() throws(StoreError) -> Int {
    do {
      return try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA foreign_keys = OFF")
        defer { try? database.execute(sql: "PRAGMA foreign_keys = ON") }
        var count = 0
        try database.inTransaction(.immediate) {
          let references = try Self.documentReferences(database).joined(separator: " UNION ")
          try database.execute(
            sql: "DELETE FROM documents WHERE id NOT IN (\(references))")
          count = database.changesCount
          return .commit
        }
        return count
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// A query for each column that refers to texts.
  private static func documentReferences(_ database: Database) throws -> [String] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT t.name, k."from" FROM sqlite_schema t, pragma_foreign_key_list(t.name) k
        WHERE t.type = 'table' AND k."table" = 'documents'
        """
    ).map { row in
      let (table, column): (String, String) = (row[0], row[1])
      return "SELECT \"\(column)\" FROM \"\(table)\" WHERE \"\(column)\" IS NOT NULL"
    }
  }
}
