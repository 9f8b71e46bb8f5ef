extension KnownFields {
  private static let huge = "99999999999"

  /// Values that a field refuses although their type is right.
  static func valuesOutOfLimits(of place: Place) -> [String] {
    numbers(place) + texts(place)
  }

  private static func numbers(_ place: Place) -> [String] {
    guard place.node.scalar.map({ $0.isPlain && Int($0.text) != nil }) == true else { return [] }
    switch place.name {
    case "maxMinutes" where place.path.hasPrefix("batchLogicalQueues"): return [huge]
    case "nodeCount", "coresPerNode", "memoryMB", "maxMinutes": return ["0", "-1", "-64", huge]
    case "gpus": return ["-1", huge]
    case "port", "proxyPort": return ["-2", "65536", "70000", huge]
    case "maxJobs", "maxJobsPerUser", "jobMaxJobs", "jobMaxJobsPerUser":
      return place.path.hasPrefix("batchLogicalQueues") ? [huge] : ["-2", huge]
    case "minNodeCount", "maxNodeCount", "minCoresPerNode", "maxCoresPerNode", "minMemoryMB",
      "maxMemoryMB", "minMinutes", "precedence":
      return [huge, "-" + huge]
    case "ttlMinutes": return ["-1", "50000"]
    default: return []
    }
  }

  private static func texts(_ place: Place) -> [String] {
    guard place.node.scalar.map({ !$0.isPlain || isText($0.text) }) == true,
      let limit = longest(place)
    else { return [] }
    let long = "\"" + String(repeating: "x", count: limit + 1) + "\""
    return mustSaySomething(place) ? [long, "\"\""] : [long]
  }

  private static func mustSaySomething(_ place: Place) -> Bool {
    switch (place.kind, place.path) {
    case ("App", "id"), ("App", "version"), ("App", "containerImage"), ("Job", "name"),
      ("Job", "appId"), ("Job", "appVersion"), ("System", "id"), ("System", "host"),
      ("System", "batchLogicalQueues[].name"), ("System", "batchLogicalQueues[].hpcQueueName"),
      ("SchedulerProfile", "name"), ("SchedulerProfile", "moduleLoads[].moduleLoadCommand"),
      (_, "metadata.name"):
      return true
    default: return false
    }
  }

  /// In characters.
  private static func longest(_ place: Place) -> Int? {
    let isTop = !place.path.contains("[]")
    switch place.name {
    case "id", "appId", "execSystemId", "archiveSystemId", "dtnSystemId": return 80
    case "version", "appVersion": return isTop ? 64 : nil
    case "name":
      if place.path.hasPrefix("batchLogicalQueues") { return 128 }
      if place.path.hasPrefix("jobCapabilities") { return 128 }
      return isTop && place.kind == "Job" ? 64 : 80
    case "description":
      return isTop || place.path.hasPrefix("batchLogicalQueues[].desc") ? 2048 : 8096
    case "host": return 256
    case "effectiveUserId": return 60
    case "hpcQueueName", "execSystemLogicalQueue", "tags[]": return 128
    case "mpiCmd": return 126
    case "moduleLoadCommand", "modulesToLoad[]": return 1024
    case "containerImage", "targetPath", "rootDir", "jobWorkingDir", "execSystemExecDir",
      "execSystemInputDir", "execSystemOutputDir", "archiveSystemDir":
      return 4096
    case "deliveryAddress": return 2048
    default: return nil
    }
  }
}
