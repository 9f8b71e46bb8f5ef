extension CommandWord {
  /// A string for a literal word; a list of strings and `{"variable": NAME}` for a live one.
  var json: JSONValue {
    if parts.count == 1, case .text(let text) = parts[0] { return .string(text) }
    return .array(
      parts.map { part in
        switch part {
        case .text(let text): .string(text)
        case .variable(let name): ["variable": .string(name)]
        }
      })
  }

  init?(json: JSONValue) {
    switch json {
    case .string(let text): self.init(text)
    case .array(let items):
      let parts: [Part]? = items.all { item in
        item.plainText.map { .text($0) } ?? item["variable"]?.plainText.map { .variable($0) }
      }
      guard let parts else { return nil }
      self.init(parts: parts)
    default: return nil
    }
  }
}

extension PlannedDirectories {
  var json: JSONValue {
    [
      "rootDir": .string(rootDir), "working": .string(working), "input": .string(input),
      "exec": .string(exec), "output": .string(output),
    ]
  }

  init?(json: JSONValue) {
    guard let rootDir = json["rootDir"]?.plainText, let working = json["working"]?.plainText,
      let input = json["input"]?.plainText, let exec = json["exec"]?.plainText,
      let output = json["output"]?.plainText
    else { return nil }
    self.init()
    self.rootDir = rootDir
    self.working = working
    self.input = input
    self.exec = exec
    self.output = output
  }
}

/// `{systemId, path}`.
private struct PlaceOnSystem {
  var id: String
  var path: String

  init?(_ json: JSONValue) {
    guard let id = json["systemId"]?.plainText, let path = json["path"]?.plainText else {
      return nil
    }
    self.id = id
    self.path = path
  }
}

extension PlannedImage {
  var json: JSONValue {
    var members = ObjectMembers()
    switch source {
    case .directory(let path): members.add("directory", path)
    case .archive(let path): members.add("archive", path)
    case .url(let url): members.add("url", url)
    case .inPlace(let path): members.add("inPlace", path)
    case .remote(let system, let path):
      members.add("systemId", system)
      members.add("path", path)
    }
    members.add("digest", digest?.hex)
    members.add("keepArchive", keepArchive, unless: false)
    return .object(members.list)
  }

  init?(json: JSONValue) {
    let source: Source? =
      json["directory"]?.plainText.map { .directory(path: $0) }
      ?? json["archive"]?.plainText.map { .archive(path: $0) }
      ?? json["url"]?.plainText.map { .url($0) }
      ?? json["inPlace"]?.plainText.map { .inPlace(path: $0) }
      ?? PlaceOnSystem(json).map { .remote(systemId: $0.id, path: $0.path) }
    guard let source else { return nil }
    self.init(source: source, digest: json["digest"]?.plainText.flatMap(Digest.init(hex:)))
    keepArchive = json["keepArchive"] == true
  }
}

extension PlannedInput {
  var json: JSONValue {
    var members = ObjectMembers()
    members.add("name", name)
    switch source {
    case .path(let path): members.add("path", path)
    case .url(let url): members.add("url", url)
    case .inPlace(let path): members.add("inPlace", path)
    case .remote(let system, let path):
      members.add("systemId", system)
      members.add("path", path)
    }
    members.add("target", target)
    members.add("optional", optional, unless: false)
    return .object(members.list)
  }

  init?(json: JSONValue) {
    let source: Source? =
      PlaceOnSystem(json).map { .remote(systemId: $0.id, path: $0.path) }
      ?? json["path"]?.plainText.map { .path($0) } ?? json["url"]?.plainText.map { .url($0) }
      ?? json["inPlace"]?.plainText.map { .inPlace(path: $0) }
    guard let source, let name = json["name"]?.plainText, let target = json["target"]?.plainText
    else { return nil }
    self.init(name: name, source: source, target: target)
    optional = json["optional"] == true
  }
}

extension PlannedArchive {
  var json: JSONValue {
    var members = ObjectMembers()
    members.add("mode", mode.rawValue, unless: ArchiveMode.always.rawValue)
    members.add("directory", directory)
    members.add("includes", includes.map { .string($0) })
    members.add("excludes", excludes.map { .string($0) })
    members.add("includeLaunchFiles", includeLaunchFiles, unless: true)
    return .object(members.list)
  }

  init?(json: JSONValue) {
    guard let directory = json["directory"]?.plainText,
      let mode = ArchiveMode(rawValue: json["mode"]?.plainText ?? ArchiveMode.always.rawValue),
      let includes = (json["includes"] ?? []).items?.all(\.plainText),
      let excludes = (json["excludes"] ?? []).items?.all(\.plainText)
    else { return nil }
    self.init()
    self.mode = mode
    self.directory = directory
    self.includes = includes
    self.excludes = excludes
    includeLaunchFiles = json["includeLaunchFiles"] != false
  }
}

extension PlannedSubscription {
  package var json: JSONValue {
    var members = ObjectMembers()
    members.add("name", name)
    members.add("category", category.rawValue)
    members.add("status", status?.name)
    members.add("method", method.rawValue)
    members.add("address", address)
    members.add("once", once, unless: false)
    members.add("ttlMinutes", ttlMinutes, unless: 10_080)
    return .object(members.list)
  }

  package init?(json: JSONValue) {
    guard let name = json["name"]?.plainText, let address = json["address"]?.plainText,
      let category = json["category"]?.plainText.flatMap(EventCategory.init(rawValue:)),
      let method = json["method"]?.plainText.flatMap(DeliveryTarget.Method.init(rawValue:))
    else { return nil }
    let status = json["status"]?.plainText
    guard status == nil || status.flatMap(RunStatus.init(name:)) != nil else { return nil }
    self.init(
      name: name, category: category, status: status.flatMap(RunStatus.init(name:)),
      method: method, address: address)
    once = json["once"] == true
    if case .integer(let minutes)? = json["ttlMinutes"] { ttlMinutes = Int(minutes) }
  }
}
