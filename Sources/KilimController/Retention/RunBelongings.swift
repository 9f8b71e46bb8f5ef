import Glibc
import KilimModel
import KilimTransport

/// What a run left on this machine, by its plan: what can go with it, and what stays.
struct RunBelongings: Sendable {
  /// None lies in another one.
  private(set) var trees: [MarkedTree] = []
  /// Directories that nothing proves to be the run's alone.
  private(set) var kept: [KeptDirectory] = []
  private let mark: String

  /// - Parameters:
  ///   - plan: nil when it cannot be read: then only the run's directory in the state is known.
  ///   - attempts: how many there were; earlier ones have directories of their own.
  init(of plan: RunPlan?, uuid: RunUUID, attempts: Int, stateDirectory: String) {
    mark = uuid.description
    add("\(stateDirectory)/jobs/\(mark)")
    guard let plan else { return }
    let remote = Set(plan.systems.map(\.id))
    if remote.contains(plan.execSystemId) {
      kept.append(
        KeptDirectory(path: plan.directories.exec, reason: "it is on System \(plan.execSystemId)"))
    } else {
      for path in [plan.directories.exec, plan.directories.output, plan.directories.input] {
        add(path)
        addAttempts(of: path, attempts)
      }
    }
    guard plan.archive.mode != .never, plan.archive.directory != plan.directories.output else {
      return
    }
    if remote.contains(plan.archiveSystemId) {
      kept.append(
        KeptDirectory(
          path: plan.archive.directory, reason: "it is on System \(plan.archiveSystemId)"))
    } else {
      add(plan.archive.directory)
    }
  }

  /// Of all files that can go.
  var byteCount: Int64 { trees.reduce(0) { $0 + $1.byteCount() } }

  /// - Returns: the bytes that were freed.
  func remove() throws(TransferError) -> Int64 {
    var bytes: Int64 = 0
    for tree in trees { bytes += try tree.remove() }
    return bytes
  }

  private mutating func add(_ path: String) {
    guard !path.isEmpty else { return }
    guard let tree = MarkedTree(path, mark: mark) else {
      let isKnown = kept.contains { $0.path == path }
      if !isKnown, access(path, F_OK) == 0 {
        kept.append(
          KeptDirectory(path: path, reason: "its path does not have the run's uuid"))
      }
      return
    }
    guard !trees.contains(where: { tree.isInside($0) }) else { return }
    trees.removeAll { $0.isInside(tree) }
    trees.append(tree)
  }

  /// What attempts before the last one left beside a directory.
  private mutating func addAttempts(of path: String, _ attempts: Int) {
    guard attempts > 1, MarkedTree(path, mark: mark) != nil else { return }
    for attempt in 1..<attempts {
      for name in ["\(path).attempt\(attempt)", "\(path).attempt-\(attempt)"] { add(name) }
    }
  }
}

/// A directory of a collected run that stays.
package struct KeptDirectory: Sendable, Hashable {
  package var path: String
  package var reason: String
}
