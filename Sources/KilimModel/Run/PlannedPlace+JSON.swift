extension PlannedContainer {
  var json: JSONValue {
    var members = ObjectMembers()
    members.add("image", image)
    members.add("options", options.map(\.json))
    return .object(members.list)
  }

  init?(json: JSONValue) {
    guard let image = json["image"]?.plainText,
      let options = (json["options"] ?? []).items?.all(PlannedOption.init(json:))
    else { return nil }
    self.init(image: image)
    self.options = options
  }
}

extension PlannedOption {
  var json: JSONValue {
    var members = ObjectMembers()
    members.add("name", name)
    members.add("value", value?.json)
    return .object(members.list)
  }

  init?(json: JSONValue) {
    guard let name = json["name"]?.plainText else { return nil }
    guard let value = json["value"] else {
      self.init(name)
      return
    }
    guard let word = CommandWord(json: value) else { return nil }
    self.init(name, word)
  }
}

extension PlannedBatch {
  var json: JSONValue {
    var members = ObjectMembers()
    members.add("scheduler", scheduler.rawValue)
    members.add("queue", queue)
    members.add("options", options.map(\.json))
    members.add("moduleCommands", moduleCommands.map { .string($0) })
    members.add("profile", profile)
    members.add("packing", packing?.rawValue)
    return .object(members.list)
  }

  init?(json: JSONValue) {
    guard let scheduler = json["scheduler"]?.plainText.flatMap(SchedulerType.init(rawValue:)),
      let queue = json["queue"]?.plainText,
      let options = (json["options"] ?? []).items?.all(PlannedOption.init(json:)),
      let moduleCommands = (json["moduleCommands"] ?? []).items?.all(\.plainText)
    else { return nil }
    self.init()
    self.scheduler = scheduler
    self.queue = queue
    self.options = options
    self.moduleCommands = moduleCommands
    profile = json["profile"]?.plainText
    packing = json["packing"]?.plainText.flatMap(SweepSpec.Packing.init(rawValue:))
  }
}

extension PlannedSystem {
  var json: JSONValue {
    var members = ObjectMembers()
    members.add("id", id)
    members.add("type", type.rawValue, unless: SystemType.linux.rawValue)
    members.add("host", host)
    if let port { members.add("port", port, unless: -1) }
    members.add("user", user)
    members.add("bucket", bucket)
    return .object(members.list)
  }

  init?(json: JSONValue) {
    guard let id = json["id"]?.plainText, let host = json["host"]?.plainText,
      let type = SystemType(rawValue: json["type"]?.plainText ?? SystemType.linux.rawValue)
    else { return nil }
    self.init(id: id, host: host)
    self.type = type
    if case .integer(let port)? = json["port"] { self.port = Int(port) }
    user = json["user"]?.plainText
    bucket = json["bucket"]?.plainText
  }
}
