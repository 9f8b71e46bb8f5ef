import GRDB
import GRDBSQLite
import Glibc

extension StoreError {
  /// What the newest failure of a connection means.
  init(sqlite connection: OpaquePointer?, path: String) {
    self.init(
      code: sqlite3_extended_errcode(connection), systemError: sqlite3_system_errno(connection),
      detail: String(cString: sqlite3_errmsg(connection)), path: path)
  }

  /// Anything that GRDB throws; an error of ours stays as it is.
  init(_ error: any Error, path: String) {
    if let error = error as? StoreError {
      self = error
    } else if let error = error as? DatabaseError {
      self.init(
        code: error.extendedResultCode.rawValue, systemError: 0,
        detail: error.message ?? "\(error.extendedResultCode)", path: path)
    } else {
      self = .other(path: path, detail: "\(error)")
    }
  }

  private init(code: Int32, systemError: Int32, detail: String, path: String) {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
    case SQLITE_FULL: self = .diskFull(path: path)
    // SQLite calls only ENOSPC "full". Memory shared through a file cannot grow on a full disk.
    case SQLITE_IOERR
    where [ENOSPC, EDQUOT].contains(systemError) || code == SQLITE_IOERR | 19 << 8:
      self = .diskFull(path: path)
    case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(path: path, detail: detail)
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH:
      self = .permission(path: path, detail: detail)
    default: self = .other(path: path, detail: "\(detail) (SQLite \(code))")
    }
  }
}
