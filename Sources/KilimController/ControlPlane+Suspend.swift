import KilimLifecycle
package import KilimModel
import KilimStore

/// Holding the runs of objects back, and letting them go on.
extension ControlPlane {
  /// No run of the objects starts any more; one that has been launched goes on.
  package func suspend(_ names: [ResourceName]) throws(EngineError) -> [Change] {
    try setSuspended(names, true)
  }

  /// Runs of the objects may start again, unless a manifest holds them back.
  package func resume(_ names: [ResourceName]) throws(EngineError) -> [Change] {
    try setSuspended(names, false)
  }

  /// The newest runs of jobs, those that have not ended.
  package func heldRuns(of jobs: [String]) throws(EngineError) -> [RunName] {
    let names = jobs.compactMap(ResourceName.init(reference:))
    return try read { reader throws(StoreError) in
      var runs: [RunName] = []
      for name in names {
        guard let run = try reader.newestRun(of: name), !run.state.isSettled else { continue }
        runs.append(RunName(owner: name, number: run.number))
      }
      return runs
    }
  }

  private func setSuspended(
    _ names: [ResourceName], _ isHeld: Bool
  ) throws(EngineError) -> [Change] {
    try write { transaction throws(StoreError) in
      var changes: [Change] = []
      for name in names {
        guard let declaration = try transaction.declaration(name), !declaration.isDeleted else {
          throw .notFound("\(name)")
        }
        let isNew = try transaction.setSuspended(declaration.owner.id, by: .command, isHeld)
        let isByManifest = try transaction.suspension(of: declaration.owner.id).contains(.manifest)
        changes.append(
          Change(
            name: name, action: isNew ? .updated : .unchanged,
            reason: Self.words(isHeld, isNew: isNew, isByManifest: isByManifest)))
      }
      return changes
    }
  }

  private static func words(_ isHeld: Bool, isNew: Bool, isByManifest: Bool) -> String {
    switch (isHeld, isByManifest) {
    case (true, _): isNew ? "suspended: what has not been launched waits" : "suspended already"
    case (false, true): "its manifest says `suspend: true`; apply it without that"
    case (false, false): isNew ? "resumed" : "not suspended"
    }
  }
}
