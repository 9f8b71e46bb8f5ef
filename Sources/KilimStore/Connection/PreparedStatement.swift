import GRDB
import GRDBSQLite
import KilimModel

/// A statement of GRDB's cache, bound and stepped through SQLite's own interface: three times
/// cheaper than through GRDB's values, and the hot loops live on it.
struct PreparedStatement {
  /// Keeps the handle alive.
  private let statement: Statement
  private let handle: OpaquePointer
  private let path: String

  init(_ sql: String, in database: Database, path: String) throws(StoreError) {
    do {
      statement = try database.cachedStatement(sql: sql)
    } catch {
      throw StoreError(error, path: path)
    }
    handle = statement.sqliteStatement
    self.path = path
  }

  /// Runs a statement that answers nothing; afterwards it can be bound and run again.
  func run() throws(StoreError) {
    while try step() {}
  }

  /// Goes to the next row; false after the last one, when the statement is ready for new values.
  func step() throws(StoreError) -> Bool {
    let result = sqlite3_step(handle)
    if result == SQLITE_ROW { return true }
    // Also on failure: a statement that is left in the middle would keep its transaction open.
    sqlite3_reset(handle)
    if result == SQLITE_DONE { return false }
    throw StoreError(sqlite: sqlite3_db_handle(handle), path: path)
  }

  /// Leaves the rows that were not read.
  func reset() { sqlite3_reset(handle) }
}

// Parameters, counted from 1.
extension PreparedStatement {
  func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

  func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(handle, index, Int64(value)) }

  func bind(_ index: Int32, _ value: Bool) { sqlite3_bind_int64(handle, index, value ? 1 : 0) }

  func bind(_ index: Int32, _ value: Timestamp) { bind(index, value.milliseconds) }

  func bind(_ index: Int32, _ value: Int64?) {
    guard let value else { return bindNull(index) }
    bind(index, value)
  }

  func bind(_ index: Int32, _ value: Timestamp?) { bind(index, value?.milliseconds) }

  func bind(_ index: Int32, _ value: String) {
    var value = value
    value.withUTF8 { bytes in bind(index, text: bytes) }
  }

  func bind(_ index: Int32, _ value: String?) {
    guard let value else { return bindNull(index) }
    bind(index, value)
  }

  func bind(_ index: Int32, text bytes: UnsafeBufferPointer<UInt8>) {
    guard !bytes.isEmpty else {
      // A null pointer would bind NULL instead of an empty text.
      _ = sqlite3_bind_text(handle, index, "", 0, Self.transient)
      return
    }
    bytes.withMemoryRebound(to: CChar.self) { characters in
      _ = sqlite3_bind_text(
        handle, index, characters.baseAddress, Int32(characters.count), Self.transient)
    }
  }

  func bind(_ index: Int32, _ value: [UInt8]?) {
    guard let value else { return bindNull(index) }
    value.withUnsafeBytes { bytes in
      _ = sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), Self.transient)
    }
  }

  func bind(_ index: Int32, blob bytes: UnsafeRawBufferPointer) {
    _ = sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), Self.transient)
  }

  private func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

  /// SQLITE_TRANSIENT, a macro with a cast that cannot be imported: SQLite makes a copy.
  private static var transient: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }
}

// Columns of the present row, counted from 0.
extension PreparedStatement {
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func count(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  func flag(_ column: Int32) -> Bool { integer(column) != 0 }

  func time(_ column: Int32) -> Timestamp { Timestamp(milliseconds: integer(column)) }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  func optionalTime(_ column: Int32) -> Timestamp? { isNull(column) ? nil : time(column) }

  func text(_ column: Int32) -> String { String(decoding: textBytes(column), as: UTF8.self) }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// Valid until the next step.
  func textBytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(handle, column)
    return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }

  func bytes(_ column: Int32) -> [UInt8] {
    let start = sqlite3_column_blob(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Valid until the next step.
  func blob(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }

  func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }
}
