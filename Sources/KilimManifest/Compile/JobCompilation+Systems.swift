import KilimModel

extension JobCompilation {
  /// How the Systems of a plan are reached that are not this machine, in the order of exec system,
  /// archive system and sources.
  func plannedSystems(_ plan: RunPlan, _ references: References) -> [PlannedSystem] {
    var systems: [PlannedSystem] = []
    if !references.isExecHere {
      systems.append(planned(references.exec.spec, as: references.execName))
    }
    if !references.isArchiveHere, !references.isArchiveExec, plan.archive.mode != .never {
      systems.append(planned(references.archive.spec, as: references.archiveName))
    }
    var sources = plan.inputs.compactMap(\.source.systemId)
    if case .remote(let id, _)? = plan.image?.source { sources.append(id) }
    for id in sources where !systems.contains(where: { $0.id == id }) {
      if let system = catalog.system(id) { systems.append(planned(system.spec, as: id)) }
    }
    return systems
  }

  private func planned(_ system: SystemSpec, as id: String) -> PlannedSystem {
    var planned = PlannedSystem(id: id, host: system.host ?? "localhost")
    planned.type = system.systemType ?? .linux
    if let port = system.port, port > 0 { planned.port = port }
    planned.user = system.login(context.facts)
    planned.bucket = system.bucketName.nonBlank
    return planned
  }
}

extension PlannedInput.Source {
  fileprivate var systemId: String? {
    if case .remote(let id, _) = self { id } else { nil }
  }
}
