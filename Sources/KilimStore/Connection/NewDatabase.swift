import GRDB
import Glibc

/// Makes a state that is not there yet: whole or not at all, with two syncs.
///
/// The schema is built without syncs in a file of its own, which gets the state's name only when
/// it is on disk. SQLite's own way, in place, costs seven syncs.
enum NewDatabase {
  static func make(at path: String) throws(StoreError) {
    var facts = stat()
    guard lstat(path, &facts) != 0 else { return }
    let draft = "\(path).new-\(getpid())"
    let descriptor = open(draft, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw PrivateFiles.failure(path) }
    defer {
      close(descriptor)
      unlink(draft)
    }
    try build(draft, path)
    guard fdatasync(descriptor) == 0 else { throw PrivateFiles.failure(path) }
    // Another process may have been faster: its state stays.
    guard link(draft, path) == 0 || errno == EEXIST else { throw PrivateFiles.failure(path) }
    try syncDirectory(of: path)
  }

  private static func build(_ draft: String, _ path: String) throws(StoreError) {
    do {
      var configuration = Configuration()
      configuration.prepareDatabase { database in
        try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL;")
      }
      let queue = try DatabaseQueue(path: draft, configuration: configuration)
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = OFF")
        try Schema.bringUpToDate(database, path: path)
      }
      try queue.close()
    } catch {
      throw StoreError(error, path: path)
    }
  }

  private static func syncDirectory(of path: String) throws(StoreError) {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let directory = slash == path.startIndex ? "." : String(path[..<slash])
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw PrivateFiles.failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw PrivateFiles.failure(path) }
  }
}
