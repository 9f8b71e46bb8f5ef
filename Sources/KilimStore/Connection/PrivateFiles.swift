import Glibc

/// Makes the directory and the database file before SQLite does, so that nobody else may read
/// them. The process's umask stays as it is: it belongs to all threads.
enum PrivateFiles {
  static func prepare(_ directory: StateDirectory) throws(StoreError) {
    try makeDirectory(directory.path)
  }

  static func prepareDatabase(_ directory: StateDirectory) throws(StoreError) {
    // SQLite gives its `-wal`, `-shm` and `-journal` files the mode of this one.
    try makeFile(directory.databasePath)
  }

  /// Never opens a file that is there: to close it would drop the locks that other connections of
  /// this process hold on it (POSIX locks belong to the process, not to the descriptor).
  private static func makeFile(_ path: String) throws(StoreError) {
    var facts = stat()
    if lstat(path, &facts) == 0 {
      guard facts.st_mode & 0o777 != 0o600 else { return }
      guard chmod(path, 0o600) == 0 else { throw failure(path) }
      return
    }
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) } else if errno != EEXIST { throw failure(path) }
  }

  /// Makes the missing parts of a path; those that exist stay as they are.
  private static func makeDirectory(_ path: String) throws(StoreError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw failure(path)
    }
    try makeDirectory(String(path[..<slash]))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path) }
  }

  static func failure(_ path: String) -> StoreError {
    let code = errno
    let words = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    if code == ENOSPC || code == EDQUOT { return .diskFull(path: path) }
    return .permission(path: path, detail: words)
  }
}
