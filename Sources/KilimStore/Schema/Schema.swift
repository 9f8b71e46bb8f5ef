import GRDB

/// The schema's versions. A migration that was shipped never changes.
enum Schema {
  /// One SQL text a version; the first makes version 1.
  static let migrations = [
    Migration0001.sql, Migration0002.sql, Migration0003.sql, Migration0004.sql, Migration0005.sql,
    Migration0006.sql, Migration0008.sql,
  ]

  /// "KLIM": tells our file from any other SQLite database.
  static let applicationID = 0x4B4C_494D

  /// Applies what is missing, each migration in a transaction of its own. Safe to call by many
  /// processes at once.
  static func bringUpToDate(_ database: Database, path: String) throws {
    guard try version(of: database, path: path) < migrations.count else { return }
    // A table that others refer to is made anew under another name: SQLite's own procedure for it
    // asks for this, outside the transaction.
    let enforces = try Bool.fetchOne(database, sql: "PRAGMA foreign_keys") ?? true
    try database.execute(sql: "PRAGMA foreign_keys = OFF")
    defer { try? database.execute(sql: "PRAGMA foreign_keys = \(enforces ? "ON" : "OFF")") }
    while try migrateOnce(database, path: path) {}
  }

  /// False when there was nothing to do.
  private static func migrateOnce(_ database: Database, path: String) throws -> Bool {
    var migrated = false
    try database.inTransaction(.immediate) {
      // Read again: another process may have been faster.
      let version = try version(of: database, path: path)
      guard version < migrations.count else { return .commit }
      try database.execute(sql: migrations[version])
      if version > 0 { try checkReferences(database, path: path) }
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: "PRAGMA user_version = \(version + 1)")
      migrated = true
      return .commit
    }
    return migrated
  }

  private static func checkReferences(_ database: Database, path: String) throws {
    guard try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil else {
      throw StoreError.corrupt(path: path, detail: "rows refer to rows that are not there")
    }
  }

  private static func version(of database: Database, path: String) throws -> Int {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    guard application == applicationID || version == 0 && application == 0 else {
      throw StoreError.corrupt(path: path, detail: "it is not a state of kilim")
    }
    guard version <= migrations.count else {
      throw StoreError.newerSchema(path: path, found: version, supported: migrations.count)
    }
    return version
  }
}
