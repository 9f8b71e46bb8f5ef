package import KilimModel

/// What the records of a host say of one attempt.
package enum RemoteAttempt: Sendable, Hashable {
  /// No script has claimed it: nothing has run.
  case unclaimed
  case running(processID: Int32)
  case ended(ExitRecord)
  /// Nothing ran, and nothing will.
  case failedToStart(reason: String)
  case cancelledBeforeStart
  /// Started on another host that shares the home directory: only the outcome will tell.
  case elsewhere(host: String, processID: Int32)
  /// It ran, it is gone, and there is no record of how it ended.
  case lost(reason: String)
}

extension RemoteAttempt {
  /// Reads what the exchange script says behind a token; nil for what makes no sense.
  init?(_ words: Substring) {
    let parts = words.split(separator: " ", omittingEmptySubsequences: true)
    switch parts.first {
    case "unclaimed": self = .unclaimed
    case "running":
      guard parts.count == 2, let process = Int32(parts[1]) else { return nil }
      self = .running(processID: process)
    case "elsewhere":
      guard parts.count == 3, let process = Int32(parts[2]) else { return nil }
      self = .elsewhere(host: String(parts[1]), processID: process)
    case "cancelled": self = .cancelledBeforeStart
    case "failed": self = .failedToStart(reason: parts.dropFirst(2).joined(separator: " "))
    case "gone":
      self = .lost(reason: "its process is gone and left no record of how it ended")
    case "rebooted":
      self = .lost(
        reason: "the host was restarted while it ran, and there is no record of how it ended")
    case "ended":
      guard let record = Self.record(parts.dropFirst(2)) else { return nil }
      self = .ended(record)
    default: return nil
    }
  }

  /// `CODE STARTED ENDED LATE KILLED USER SYSTEM`, the last two as times(1) has them.
  private static func record(_ parts: ArraySlice<Substring>) -> ExitRecord? {
    let parts = Array(parts)
    guard parts.count >= 5, let code = Int32(parts[0]), let started = Int64(parts[1]),
      let ended = Int64(parts[2])
    else { return nil }
    return ExitRecord(
      end: .exited(code: code), started: Timestamp(milliseconds: started),
      ended: Timestamp(milliseconds: ended),
      cpuMilliseconds: parts.dropFirst(5).reduce(0) { $0 + milliseconds($1) },
      timedOut: parts[3] == "1", cancelled: parts[4] == "1")
  }

  /// Of `1m2.345s`, with any number of decimals.
  private static func milliseconds(_ text: Substring) -> Int64 {
    let parts = text.split(separator: "m")
    guard parts.count == 2, let minutes = Int64(parts[0]),
      let seconds = Double(parts[1].prefix { $0.isNumber || $0 == "." })
    else { return 0 }
    return minutes * 60_000 + Int64(seconds * 1000)
  }
}
