/// The plan as people and the state see it: the same names as the properties, defaults left out.
extension RunPlan {
  /// Stable: equal plans give equal text.
  package var json: JSONValue {
    var members = ObjectMembers()
    members.add("jobName", jobName)
    members.add("uuid", uuid.description)
    members.add("owner", owner)
    members.add("appId", appId)
    members.add("appVersion", appVersion)
    members.add("runtime", runtime.rawValue)
    members.add("jobType", jobType.rawValue, unless: JobType.fork.rawValue)
    members.add("execSystemId", execSystemId)
    members.add("execSystemReason", execSystemReason)
    members.add("archiveSystemId", archiveSystemId)
    members.add("description", description, unless: "")
    members.add("created", created.milliseconds)
    members.add("directories", directories.json)
    members.add("command", command.map(\.json))
    members.add("commandPrefix", commandPrefix)
    members.add("mpiCommand", mpiCommand)
    members.add("environment", .object(environment.map { .init($0.key, .string($0.value)) }))
    members.add("image", image?.json)
    members.add("container", container?.json)
    members.add("batch", batch?.json)
    members.add("systems", systems.map(\.json))
    members.add("pendingFacts", pendingFacts.map(\.json))
    members.add("inputs", inputs.map(\.json))
    members.add("archive", archive.json)
    members.add("stdoutFilename", stdoutFilename, unless: Self.defaultLogName)
    members.add("stderrFilename", stderrFilename, unless: Self.defaultLogName)
    members.add("nodeCount", nodeCount, unless: 1)
    members.add("coresPerNode", coresPerNode, unless: 1)
    members.add("memoryMB", memoryMB, unless: 100)
    members.add("maxMinutes", maxMinutes, unless: 10)
    members.add("gpus", gpus, unless: 0)
    members.add("subscriptions", subscriptions.map(\.json))
    members.add("tags", tags.map { .string($0) })
    members.add("dependsOn", dependsOn.map { .string($0) })
    members.add("priority", priority, unless: 0)
    members.add("retry", retry?.json)
    members.add("restart", restart?.json)
    return .object(members.list)
  }

  /// SHA-256 over the one-line text of `json`.
  package var digest: Digest {
    var bytes: [UInt8] = []
    json.write(into: &bytes)
    return Digest.of(bytes)
  }

  private static let defaultLogName = "tapisjob.out"

  /// Reads what `json` wrote; nil for anything else, unknown names included.
  package init?(json: JSONValue) {
    guard case .object(let members) = json,
      case .string(let uuidText)? = json["uuid"], let uuid = RunUUID(uuidText),
      case .integer(let created)? = json["created"]
    else { return nil }
    self.init(uuid: uuid, created: Timestamp(milliseconds: created))
    for member in members where !["uuid", "created"].contains(member.key) {
      guard take(member.value, as: member.key) else { return nil }
    }
  }

  private mutating func take(_ value: JSONValue, as key: String) -> Bool {
    switch value {
    case .string(let text): takeText(text, as: key)
    case .integer(let number): takeNumber(Int(number), as: key)
    case .array(let items): takeList(items, as: key)
    case .object(let members): takeObject(value, members, as: key)
    default: false
    }
  }

  private mutating func takeText(_ text: String, as key: String) -> Bool {
    switch key {
    case "jobName": jobName = text
    case "owner": owner = text
    case "appId": appId = text
    case "appVersion": appVersion = text
    case "runtime": return Runtime(rawValue: text).assign(to: &runtime)
    case "jobType": return JobType(rawValue: text).assign(to: &jobType)
    case "execSystemId": execSystemId = text
    case "execSystemReason": execSystemReason = text
    case "archiveSystemId": archiveSystemId = text
    case "description": description = text
    case "commandPrefix": commandPrefix = text
    case "mpiCommand": mpiCommand = text
    case "stdoutFilename": stdoutFilename = text
    case "stderrFilename": stderrFilename = text
    default: return false
    }
    return true
  }

  private mutating func takeNumber(_ number: Int, as key: String) -> Bool {
    switch key {
    case "nodeCount": nodeCount = number
    case "coresPerNode": coresPerNode = number
    case "memoryMB": memoryMB = number
    case "maxMinutes": maxMinutes = number
    case "gpus": gpus = number
    case "priority": priority = number
    default: return false
    }
    return true
  }

  private mutating func takeList(_ items: [JSONValue], as key: String) -> Bool {
    switch key {
    case "command":
      items.all(CommandWord.init(json:))?.withoutAbsentArguments.assign(to: &command) ?? false
    case "inputs": items.all(PlannedInput.init(json:)).assign(to: &inputs)
    case "subscriptions": items.all(PlannedSubscription.init(json:)).assign(to: &subscriptions)
    case "systems": items.all(PlannedSystem.init(json:)).assign(to: &systems)
    case "pendingFacts": items.all(PendingFact.init(json:)).assign(to: &pendingFacts)
    case "tags": items.all(\.plainText).assign(to: &tags)
    case "dependsOn": items.all(\.plainText).assign(to: &dependsOn)
    default: false
    }
  }

  private mutating func takeObject(
    _ value: JSONValue, _ members: [JSONValue.Member], as key: String
  ) -> Bool {
    switch key {
    case "directories": return PlannedDirectories(json: value).assign(to: &directories)
    case "archive": return PlannedArchive(json: value).assign(to: &archive)
    case "container":
      container = PlannedContainer(json: value)
      return container != nil
    case "batch":
      batch = PlannedBatch(json: value)
      return batch != nil
    case "image":
      image = PlannedImage(json: value)
      return image != nil
    case "retry":
      retry = PlannedRetry(json: value)
      return retry != nil
    case "restart":
      restart = RestartPolicy(json: value)
      return restart != nil
    case "environment":
      let variables: [PlannedVariable]? = members.all { member in
        member.value.plainText.map { PlannedVariable(member.key, $0) }
      }
      return variables.assign(to: &environment)
    default: return false
    }
  }
}
