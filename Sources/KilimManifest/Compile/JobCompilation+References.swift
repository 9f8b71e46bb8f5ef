import KilimModel

extension JobCompilation {
  /// The App and the Systems; nil when one is missing or cannot run the job, which is then said
  /// (or excused).
  mutating func findReferences() -> References? {
    guard let app = findApp() else {
      checkOwnSystems()
      return nil
    }
    let attributes = app.spec.jobAttributes
    let execPlace = Reference(
      "execSystemId", job: job.attributes.execSystemId, app: attributes.execSystemId)
    let archivePlace = Reference(
      "archiveSystemId", job: job.attributes.archiveSystemId, app: attributes.archiveSystemId)
    let exec = findSystem(execPlace, default: catalog.systems[Catalog.localName])
    let archive = archivePlace == nil ? exec : findSystem(archivePlace, default: exec)
    guard let exec, let archive else {
      return standIn(for: app, exec: exec, archive: archive, execPlace)
    }
    let references = References(app: app, exec: exec, archive: archive, execPlace: execPlace)
    let canExecute = checkExecution(references)
    let canArchive = checkArchiveSystem(references, archivePlace)
    return canExecute && canArchive ? references : nil
  }

  /// With a System whose name is wrong, all that does not depend on it can still be checked, as if
  /// the job ran on this machine.
  private mutating func standIn(
    for app: Definition<AppSpec>, exec: Definition<SystemSpec>?,
    archive: Definition<SystemSpec>?, _ execPlace: Reference?
  ) -> References? {
    guard diagnostics.hasErrors, !context.isolated,
      let local = catalog.systems[Catalog.localName]
    else { return nil }
    isIncomplete = true
    return References(
      app: app, exec: exec ?? local, archive: archive ?? local, execPlace: execPlace)
  }

  private mutating func findApp() -> Definition<AppSpec>? {
    guard let app = catalog.apps["\(job.appId)@\(job.appVersion)"] else {
      if let mistake = catalog.mistake(
        appId: job.appId, version: job.appVersion, isolated: context.isolated)
      {
        report(mistake)
      }
      return nil
    }
    if app.spec.enabled == false || app.spec.versionEnabled == false {
      report(
        Mistake(
          .job, .disabledReference, "\(app.label) is disabled",
          hint: "set `enabled` and `versionEnabled` to true in \(app.origin)", path: "spec.appId"))
    }
    return app
  }

  /// Without the App, the job's own names are still checked.
  private mutating func checkOwnSystems() {
    for (field, name) in [
      ("execSystemId", job.attributes.execSystemId),
      ("archiveSystemId", job.attributes.archiveSystemId),
    ] {
      _ = findSystem(Reference(field, job: name, app: nil), default: nil)
    }
  }

  private mutating func findSystem(
    _ reference: Reference?, default usual: Definition<SystemSpec>?
  ) -> Definition<SystemSpec>? {
    guard let reference else { return usual }
    guard let system = catalog.systems[reference.name] else {
      if let mistake = catalog.mistake(in: reference, isolated: context.isolated) {
        report(mistake)
      }
      return nil
    }
    if system.spec.enabled == false {
      report(
        Mistake(
          reference.layer, .disabledReference, "System `\(reference.name)` is disabled",
          hint: "set `enabled: true` in \(system.origin)", path: reference.path))
    }
    return system
  }

  private mutating func checkArchiveSystem(
    _ references: References, _ place: Reference?
  ) -> Bool {
    guard let place, references.archive.label != references.exec.label,
      archiveMode(references) != .never,
      let reason = references.archive.spec.reasonNotHere(context.facts)
    else { return true }
    report(
      Mistake(
        place.layer, .unsupportedFeature,
        "System `\(place.name)` \(reason); this version archives only on this machine",
        hint: "leave `archiveSystemId` out, or name a LINUX System with `host: localhost`",
        path: place.path), references)
    return false
  }

  /// The mode of archiving (Tapis reference, sections 0 and 1.1); an app that leaves it out means
  /// to archive always.
  func archiveMode(_ references: References) -> ArchiveMode {
    archiveMode(job.attributes) ?? archiveMode(references.app.spec.jobAttributes) ?? .always
  }

  private func archiveMode(_ attributes: JobAttributes) -> ArchiveMode? {
    attributes.archiveMode
      ?? attributes.archiveOnAppError.map { $0 ? .always : .skipOnFail }
  }
}
