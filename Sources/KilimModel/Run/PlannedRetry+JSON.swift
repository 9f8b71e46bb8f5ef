extension PlannedRetry {
  var json: JSONValue {
    var members = ObjectMembers()
    members.add("limit", limit)
    members.add("on", on.map { .string($0.rawValue) })
    members.add("backoffSeconds", backoffSeconds)
    if memoryScale != 1 { members.add("memoryScale", .number(memoryScale)) }
    if minutesScale != 1 { members.add("minutesScale", .number(minutesScale)) }
    members.add("maxMemoryMB", maxMemoryMB.map { .integer(Int64($0)) })
    members.add("maxMinutes", maxMinutes.map { .integer(Int64($0)) })
    return .object(members.list)
  }

  init?(json: JSONValue) {
    guard case .integer(let limit)? = json["limit"],
      let on = json["on"]?.items?.all({ $0.plainText.flatMap(RetryCause.init(rawValue:)) }),
      !on.isEmpty, case .integer(let backoff)? = json["backoffSeconds"]
    else { return nil }
    self.init(limit: Int(limit), on: on, backoffSeconds: Int(backoff))
    memoryScale = json["memoryScale"]?.plainNumber ?? 1
    minutesScale = json["minutesScale"]?.plainNumber ?? 1
    maxMemoryMB = json["maxMemoryMB"]?.plainNumber.map { Int($0) }
    maxMinutes = json["maxMinutes"]?.plainNumber.map { Int($0) }
  }
}

extension RestartPolicy {
  var json: JSONValue {
    var members = ObjectMembers()
    members.add("args", args.map { .string($0) })
    members.add("keep", keep.map { .string($0) })
    return .object(members.list)
  }

  init?(json: JSONValue) {
    guard let args = (json["args"] ?? []).items?.all(\.plainText),
      let keep = (json["keep"] ?? []).items?.all(\.plainText)
    else { return nil }
    self.init()
    self.args = args
    self.keep = keep
  }
}

extension JSONValue {
  fileprivate var plainNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
