extension KnownFields {
  private static let ofAttributes: Set<String> = [
    "parameterSet.appArgs[].name", "parameterSet.containerArgs[].name",
    "parameterSet.schedulerOptions[].name", "fileInputs[].name", "fileInputArrays[].name",
  ]
  private static let ofBoth: Set<String> = [
    "parameterSet.envVariables[].key", "subscriptions[].eventCategoryFilter",
    "subscriptions[].jobEventCategoryFilter", "subscriptions[].deliveryTargets",
    "subscriptions[].deliveryTargets[].deliveryMethod",
    "subscriptions[].deliveryTargets[].deliveryAddress", "parameterSet.logConfig.stdoutFilename",
    "parameterSet.logConfig.stderrFilename",
  ]
  private static let ofJobs: Set<String> = [
    "name", "appId", "appVersion", "parameterSet.appArgs[].arg",
    "parameterSet.containerArgs[].arg", "parameterSet.schedulerOptions[].arg",
    "parameterSet.envVariables[].value", "notifications[].url",
  ]
  private static let ofSystems: Set<String> = [
    "id", "systemType", "host", "canExec", "batchLogicalQueues[].name",
    "batchLogicalQueues[].hpcQueueName", "jobRuntimes[].runtimeType", "jobEnvVariables[].key",
    "jobCapabilities[].name",
  ]
  private static let ofApps: Set<String> = ["id", "version", "containerImage", "command"]
  private static let ofProfiles: Set<String> = ["name", "moduleLoads[].moduleLoadCommand"]
  private static let ofEnvelopes: Set<String> = [
    "apiVersion", "kind", "metadata", "spec", "metadata.name",
  ]

  /// Whether a document is wrong without the field, given what else it says.
  static func isRequired(_ place: Place) -> Bool {
    if ofEnvelopes.contains(place.path) { return true }
    if demander(of: place) != nil { return true }
    switch place.kind {
    case "App":
      let inner = place.path.split(separator: "jobAttributes.").last.map(String.init) ?? ""
      return ofApps.contains(place.path)
        || (place.path.hasPrefix("jobAttributes.")
          && (ofAttributes.contains(inner) || ofBoth.contains(inner)))
    case "Job":
      // Another field says the same: then neither of them is required.
      if place.name == "arg", place.mapping?.node["include"] != nil { return false }
      // In an envelope `metadata.name` says it.
      if place.path == "name", place.mapping?.holder != nil { return false }
      return ofJobs.contains(place.path) || ofBoth.contains(place.path)
    case "System":
      return ofSystems.contains(place.path)
    case "SchedulerProfile": return ofProfiles.contains(place.path)
    default: return false
    }
  }

  /// The field beside a missing one that makes it necessary.
  static func demander(of place: Place) -> String? {
    func says(_ field: String, _ values: String...) -> String? {
      let value = place.mapping?.node[field]?.scalar?.text
      return value.map(values.contains) == true ? field : nil
    }
    switch (place.kind, place.path) {
    case ("System", "rootDir"): return says("systemType", "LINUX", "IRODS")
    case ("System", "jobWorkingDir"), ("System", "jobRuntimes"): return says("canExec", "true")
    case ("System", "batchScheduler"), ("System", "batchLogicalQueues"):
      return says("canRunBatch", "true")
    case ("App", "jobAttributes.archiveSystemDir"):
      let system = place.mapping?.node["archiveSystemId"]
      return system?.scalar?.text.isEmpty == false && system?.isNull == false
        ? "archiveSystemId" : nil
    default: return nil
    }
  }
}
