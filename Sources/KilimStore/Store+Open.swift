import GRDB

extension Store {
  /// Opens the state in a directory, which is made when it is missing, and brings its schema up to
  /// date.
  ///
  /// - Parameter directory: The state directory; `state.db` lies in it.
  package static func open(
    directory: StateDirectory, fileSystem: some FileSystemProbe = LinuxFileSystemProbe()
  ) throws(StoreError) -> Store {
    try PrivateFiles.prepare(directory)
    switch StatePlacement.of(fileSystem.facts(of: directory.path)) {
    case .local:
      try NewDatabase.make(at: directory.databasePath)
      try PrivateFiles.prepareDatabase(directory)
      return try open(directory.databasePath, ConnectionSetup(safeMode: nil))
    case .safe(let mode):
      try PrivateFiles.prepareDatabase(directory)
      return try open(directory.databasePath, ConnectionSetup(safeMode: mode))
    case .refused(let name, let reason):
      throw .networkFileSystem(path: directory.path, name: name, reason: reason)
    }
  }

  static func open(_ path: String, _ setup: ConnectionSetup) throws(StoreError) -> Store {
    do {
      let queue = try DatabaseQueue(path: path, configuration: setup.configuration)
      let store = Store(path: path, safeMode: setup.safeMode, queue: queue)
      try queue.writeWithoutTransaction { try Schema.bringUpToDate($0, path: path) }
      return store
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
