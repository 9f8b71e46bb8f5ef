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
    var execPlace = Reference(
      "execSystemId", job: job.attributes.execSystemId, app: attributes.execSystemId)
    var execReason: String?
    if job.attributes.dynamicExecSystem ?? attributes.dynamicExecSystem ?? false {
      guard let choice = chooseSystem(app) else {
        checkOwnSystems(besides: "execSystemId")
        return nil
      }
      (execPlace, execReason) = (choice.place, choice.reason)
    }
    let archivePlace = Reference(
      "archiveSystemId", job: job.attributes.archiveSystemId, app: attributes.archiveSystemId)
    let exec = findSystem(execPlace, default: catalog.systems[Catalog.localName])
    let archive = archivePlace == nil ? exec : findSystem(archivePlace, default: exec)
    guard let exec, let archive else {
      return standIn(for: app, exec: exec, archive: archive, execPlace)
    }
    var references = References(app: app, exec: exec, archive: archive, execPlace: execPlace)
    references.archiveName = archivePlace?.name ?? references.execName
    references.isExecHere = exec.spec.reasonNotHere(context.facts) == nil
    references.isArchiveHere =
      references.isArchiveExec
      ? references.isExecHere : archive.spec.reasonNotHere(context.facts) == nil
    references.jobType = jobType(references)
    references.execReason = execReason
    let canExecute = checkExecution(references)
    let canArchive = checkArchiveSystem(references, archivePlace)
    guard canExecute, canArchive, checkTransferNode(references) else { return nil }
    if references.jobType == .batch { references.queue = queue(references) }
    return references
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
  private mutating func checkOwnSystems(besides known: String? = nil) {
    for (field, name) in [
      ("execSystemId", job.attributes.execSystemId),
      ("archiveSystemId", job.attributes.archiveSystemId),
    ] where field != known {
      _ = findSystem(Reference(field, job: name, app: nil), default: nil)
    }
  }

  private mutating func findSystem(
    _ reference: Reference?, default usual: Definition<SystemSpec>?
  ) -> Definition<SystemSpec>? {
    guard let reference else { return usual }
    guard let system = catalog.system(reference.name) else {
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
    guard let place, archiveMode(references) != .never,
      let type = references.archive.spec.systemType, !type.isReachable
    else { return true }
    report(
      Mistake(
        place.layer, .unsupportedFeature,
        "System `\(place.name)` is of type \(type.rawValue), to which Kilim cannot write",
        hint: "name a System of type LINUX or S3, or leave `archiveSystemId` out", path: place.path),
      references)
    return false
  }

  /// A data transfer node is in use when the exec system names one and the job has a directory there
  /// (Tapis reference, section 5.3).
  private mutating func checkTransferNode(_ references: References) -> Bool {
    guard let node = references.exec.spec.dtnSystemId.nonBlank else { return true }
    let (own, app) = (job.attributes, references.app.spec.jobAttributes)
    let directories = [
      Reference("dtnSystemInputDir", job: own.dtnSystemInputDir, app: app.dtnSystemInputDir),
      Reference("dtnSystemOutputDir", job: own.dtnSystemOutputDir, app: app.dtnSystemOutputDir),
    ]
    guard
      let place = directories.compactMap(\.self).first(where: {
        $0.name != EnvironmentVariable.notSet
      })
    else { return true }
    report(
      Mistake(
        place.layer, .unsupportedFeature,
        "this goes through the data transfer node `\(node)` of System `\(references.execName)`, and Kilim uses none",
        hint:
          "write `\(place.field): \"\(EnvironmentVariable.notSet)\"` in the job, to copy straight to the exec system",
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

extension SystemType {
  /// Whether files can be read and written there, now or later.
  var isReachable: Bool { self == .linux || self == .s3 }
}
