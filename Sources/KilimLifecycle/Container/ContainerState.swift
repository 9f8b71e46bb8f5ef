package import KilimModel

/// What Docker or Podman says of one container.
package enum ContainerState: Sendable, Hashable {
  /// Made, and never started; `error` is the engine's word for why not, empty for none.
  case created(error: String)
  case running
  case exited(ContainerExit)

  /// Reads the `State` of `docker container inspect`, as JSON; nil for anything else.
  package init?(json text: String) {
    guard let json = try? JSONValue(reading: text), let status = json["Status"]?.plainText else {
      return nil
    }
    let error = json["Error"]?.plainText ?? ""
    // Year 1: it was never started.
    let started = json["StartedAt"]?.plainText.flatMap(Timestamp.init(internet:))
    switch status {
    // Podman's words for one that is made, and for one whose files are ready.
    case "created", "configured", "initialized": self = .created(error: error)
    case "exited", "dead", "stopped", "removing":
      guard let started, started.milliseconds > 0 else {
        self = .created(error: error)
        return
      }
      guard case .integer(let code)? = json["ExitCode"] else { return nil }
      self = .exited(
        ContainerExit(
          code: Int32(truncatingIfNeeded: code), outOfMemory: json["OOMKilled"] == true,
          started: started,
          ended: json["FinishedAt"]?.plainText.flatMap(Timestamp.init(internet:)) ?? started))
    default: self = .running
    }
  }
}

/// How a container ended, by its engine.
package struct ContainerExit: Sendable, Hashable {
  /// 128 and the number for a signal.
  package var code: Int32
  /// The kernel ended a process of it at the memory limit.
  package var outOfMemory: Bool
  package var started: Timestamp
  package var ended: Timestamp

  package init(code: Int32, outOfMemory: Bool = false, started: Timestamp, ended: Timestamp) {
    self.code = code
    self.outOfMemory = outOfMemory
    self.started = started
    self.ended = ended
  }
}

extension Timestamp {
  /// Reads `2026-12-01T01:45:25.748421226Z`, with any fraction and any offset (RFC 3339).
  package init?(internet text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let days = Self.days(bytes),
      let hour = Self.number(bytes[11..<13]), let minute = Self.number(bytes[14..<16]),
      let second = Self.number(bytes[17..<19])
    else { return nil }
    var rest = bytes[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (48...57).contains($0) }
      fraction = Self.number((digits + [48, 48, 48]).prefix(3)) ?? 0
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let offset = Self.offsetMinutes(Array(rest)) else { return nil }
    let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second
    self.init(milliseconds: seconds * 1000 + fraction)
  }

  private static func offsetMinutes(_ bytes: [UInt8]) -> Int64? {
    if bytes == [UInt8(ascii: "Z")] { return 0 }
    guard bytes.count == 6, let hours = number(bytes[1..<3]), let minutes = number(bytes[4..<6])
    else { return nil }
    return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }

  /// Since 1970, in the Gregorian calendar: years begin in March here, so that leap days are last.
  private static func days(_ bytes: [UInt8]) -> Int64? {
    guard let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), (1...12).contains(month)
    else { return nil }
    let shifted = month > 2 ? year : year - 1
    let months = (month + 9) % 12
    let inYear = (153 * months + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + inYear - 719_468
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int64($1) - 48 }
  }
}
