import GRDB
import GRDBSQLite

extension Database {
  /// The `errno` of the newest failure of the file system; 0 for none.
  var systemError: Int32 { sqlite3_system_errno(sqliteConnection) }
}
