import GRDB
import Glibc

extension Store {
  /// Opens the state in a directory, which is made when it is missing, and brings its schema up to
  /// date.
  ///
  /// - Parameter directory: The state directory; `state.db` lies in it.
  package static func open(
    directory: StateDirectory, fileSystem: some FileSystemProbe = LinuxFileSystemProbe()
  ) throws(StoreError) -> Store {
    try PrivateFiles.prepare(directory)
    let path = directory.databasePath
    let safeMode: SafeMode?
    switch StatePlacement.of(fileSystem.facts(of: directory.path)) {
    case .local: safeMode = nil
    case .safe(let mode): safeMode = mode
    case .refused(let name, let reason):
      throw .networkFileSystem(path: directory.path, name: name, reason: reason)
    }
    return try open(path: path, safeMode: safeMode)
  }

  private static func open(path: String, safeMode: SafeMode?) throws(StoreError) -> Store {
    do {
      let queue = try DatabaseQueue(
        path: path, configuration: ConnectionSetup(safeMode: safeMode).configuration)
      let store = Store(path: path, safeMode: safeMode, queue: queue)
      try queue.writeWithoutTransaction { try Schema.bringUpToDate($0, path: path) }
      return store
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
