import KilimLifecycle
import KilimManifest
package import KilimModel
import KilimStore

extension ControlPlane {
  /// Removes declarations. Runs that have ended stay in the ledger; outputs stay where they are.
  ///
  /// - Throws: `.refused` for a job whose run has not ended, and for a definition that is in use by
  ///   what is not removed with it.
  package func delete(_ names: [ResourceName]) throws(EngineError) -> [Change] {
    let now = surroundings.now()
    let result = try write { transaction throws(StoreError) -> Result<[Change], EngineError> in
      for name in names {
        if let problem = try obstacle(to: name, among: Set(names), transaction) {
          return .failure(problem)
        }
      }
      var changes: [Change] = []
      for name in names {
        if let newest = try transaction.newestRun(of: name) {
          try transaction.abandonIfLost(newest.id, now)
        }
        _ = try transaction.markDeleted(name, now: now)
        changes.append(Change(name: name, action: .pruned, reason: "outputs and ledger stay"))
      }
      return .success(changes)
    }
    return try result.get()
  }

  private func obstacle(
    to name: ResourceName, among names: Set<ResourceName>, _ reader: StoreReader
  ) throws(StoreError) -> EngineError? {
    guard let object = try reader.object(name), object.deleted == nil else {
      return EngineError("there is no \(name)", kind: .notFound)
    }
    if let newest = try reader.newestRun(of: name), !newest.state.isSettled {
      return EngineError(
        "run #\(newest.number) of \(name) has not ended (\(newest.state.status.name))",
        hint: "`kilim cancel \(name)` first, or `kilim delete --cancel \(name)`", kind: .refused)
    }
    if let sweep = try reader.sweep(name), sweep.counts.active > 0 {
      return EngineError(
        "\(sweep.counts.active) points of \(name) have not ended",
        hint: "`kilim cancel \(name)` first", kind: .refused)
    }
    let users = try DefinitionUse.users(of: name, in: reader).filter { !names.contains($0) }
    guard let first = users.first else { return nil }
    let others = users.count > 1 ? " and \(users.count - 1) more" : ""
    return EngineError(
      "\(name) is in use by \(first)\(others)", hint: "delete what uses it first, or with it",
      kind: .refused)
  }
}

/// Which declarations name a definition.
private enum DefinitionUse {
  static func users(
    of name: ResourceName, in reader: StoreReader
  ) throws(StoreError) -> [ResourceName] {
    var users: [ResourceName] = []
    if name.kind != .job {
      for job in try reader.objects(kind: .job) {
        guard let spec = SpecCoding.jobSpec(fromJSON: job.content.spec) else { continue }
        let app = ResourceName(.app, "\(spec.appId)@\(spec.appVersion)")
        if app == name || spec.attributes.names(name) { users.append(job.name) }
      }
      for sweep in try reader.objects(kind: .sweep) {
        guard let spec = SpecCoding.sweepSpec(fromJSON: sweep.content.spec)?.template else {
          continue
        }
        let app = ResourceName(.app, "\(spec.appId)@\(spec.appVersion)")
        if app == name || spec.attributes.names(name) { users.append(sweep.name) }
      }
    }
    if name.kind == .system {
      for app in try reader.objects(kind: .app) {
        guard let spec = SpecCoding.appSpec(fromJSON: app.content.spec) else { continue }
        if spec.jobAttributes.names(name) { users.append(app.name) }
      }
    }
    return users
  }
}

extension JobAttributes {
  fileprivate func names(_ system: ResourceName) -> Bool {
    system.kind == .system && [execSystemId, archiveSystemId].contains(system.name)
  }
}
