import KilimManifest
import KilimModel
package import KilimStore
import KilimTransport

/// One state directory and what can be done with it: the use cases behind the commands.
package final class ControlPlane: Sendable {
  package let surroundings: Surroundings
  package let stateDirectory: StateDirectory
  package let store: Store

  /// Opens the state, which is made when it is missing.
  ///
  /// - Parameter isUntilExit: the process ends soon after the value does: the state's log is then
  ///   left to the next opening, which saves the syncs of folding it.
  package static func open(
    statePath: String, surroundings: Surroundings, isUntilExit: Bool = false
  ) throws(EngineError) -> ControlPlane {
    let directory = StateDirectory(path: statePath)
    do throws(StoreError) {
      return ControlPlane(
        surroundings: surroundings, stateDirectory: directory,
        store: try Store.open(directory: directory), isUntilExit: isUntilExit)
    } catch {
      throw EngineError(error)
    }
  }

  private let isUntilExit: Bool

  private init(
    surroundings: Surroundings, stateDirectory: StateDirectory, store: Store, isUntilExit: Bool
  ) {
    self.isUntilExit = isUntilExit
    self.surroundings = surroundings
    self.stateDirectory = stateDirectory
    self.store = store
  }

  deinit {
    if isUntilExit { store.keepUntilExit() }
  }

  /// What a user should know about where the state lies; empty when all is usual.
  package var stateWarnings: [String] {
    store.safeMode.map { ["the state is on a network file system: \($0)"] } ?? []
  }

  /// Changes whenever another process wrote.
  package func dataVersion() throws(EngineError) -> Int {
    try translated { () throws(StoreError) in try store.dataVersion() }
  }

  var snapshots: BundleSnapshots { BundleSnapshots(directory: stateDirectory.path + "/images") }

  func read<T>(_ body: (StoreReader) throws(StoreError) -> T) throws(EngineError) -> T {
    try translated { () throws(StoreError) in try store.read(body) }
  }

  func write<T>(_ body: (StoreTransaction) throws(StoreError) -> T) throws(EngineError) -> T {
    try translated { () throws(StoreError) in try store.write(body) }
  }

  func translated<T>(_ body: () throws(StoreError) -> T) throws(EngineError) -> T {
    do throws(StoreError) {
      return try body()
    } catch {
      throw EngineError(error)
    }
  }
}

extension EngineError {
  init(_ error: StoreError) {
    let kind: Kind =
      switch error {
      case .notFound: .notFound
      case .invalidTransition: .fault
      default: .environment
      }
    self.init(error.message, hint: error.advice, kind: kind)
  }
}
