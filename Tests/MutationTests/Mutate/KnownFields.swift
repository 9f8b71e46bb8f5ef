/// What the Tapis reference and the product say of fields, written down apart from Kilim's own
/// declarations so that these are tested too.
enum KnownFields {
  private static let enumerated: Set<String> = [
    "apiVersion", "kind", "runtime", "runtimeOptions[]", "jobType", "inputMode", "systemType",
    "defaultAuthnMethod", "batchScheduler", "runtimeType", "archiveMode", "eventCategoryFilter",
    "jobEventCategoryFilter", "deliveryMethod", "hiddenOptions[]", "category", "datatype",
    "whileRunning", "afterFinish", "event",
  ]

  static func isEnumerated(_ place: Place) -> Bool { enumerated.contains(place.name) }

  /// What Kilim passes over, whatever it says: of the cloud, or of a saved record.
  static func isIgnored(_ place: Place) -> Bool {
    !place.path.contains(".") && ignored.contains(place.name)
  }

  private static let ignored: Set<String> = [
    "authnCredential", "created", "deleted", "importRefId", "isDynamicEffectiveUser", "isPublic",
    "owner", "sharedAppCtx", "sharedWithUsers", "tenant", "updated", "uuid",
  ]

  /// Names of other objects that are looked up.
  ///
  /// - Parameter isAlone: objects outside the document are not known.
  static func isReference(_ place: Place, isAlone: Bool) -> Bool {
    switch (isAlone, place.kind) {
    case (true, "System"): place.path == "batchDefaultLogicalQueue"
    case (false, "System"):
      ["batchDefaultLogicalQueue", "batchSchedulerProfile"].contains(place.path)
    case (false, "App"):
      ["jobAttributes.execSystemId", "jobAttributes.archiveSystemId"].contains(place.path)
    case (false, "Job"):
      ["appId", "appVersion", "execSystemId", "archiveSystemId"].contains(place.path)
    default: false
    }
  }

  private static let directories: Set<String> = [
    "execSystemExecDir", "execSystemInputDir", "execSystemOutputDir", "archiveSystemDir",
    "parameterSet.logConfig.stdoutFilename", "parameterSet.logConfig.stderrFilename",
  ]

  /// Values of the strict macro engine.
  static func isDirectory(_ place: Place) -> Bool {
    switch place.kind {
    case "System": place.path == "jobWorkingDir" || place.path == "rootDir"
    case "App":
      place.path.hasPrefix("jobAttributes.")
        && directories.contains(String(place.path.dropFirst("jobAttributes.".count)))
    case "Job": directories.contains(place.path)
    default: false
    }
  }

  private static let macros = [
    "execSystemExecDir": "ExecSystemExecDir", "execSystemInputDir": "ExecSystemInputDir",
    "execSystemOutputDir": "ExecSystemOutputDir", "archiveSystemDir": "ArchiveSystemDir",
    "stdoutFilename": "StdoutFilename", "stderrFilename": "StderrFilename",
  ]

  /// The macro of a field that may be in a circle.
  static func cyclicMacro(_ field: String, in mapping: MappingPlace) -> String? {
    switch (mapping.kind, mapping.path) {
    case ("System", ""): field == "jobWorkingDir" ? "JobWorkingDir" : nil
    case ("App", "jobAttributes"), ("Job", ""): macros[field]
    case (_, let path): path.hasSuffix("logConfig") ? macros[field] : nil
    }
  }

  /// YAML 1.2's core schema, as far as the originals use it.
  static func isText(_ plain: String) -> Bool {
    !["true", "false", "null", "~", ""].contains(plain) && Double(plain) == nil
  }
}
