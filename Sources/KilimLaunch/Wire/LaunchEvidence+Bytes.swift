import KilimModel

extension ByteWriter {
  mutating func append(_ evidence: LaunchEvidence) {
    switch evidence {
    case .notClaimed: append(UInt8(10))
    case .queued: append(UInt8(11))
    case .running(let process, let since):
      append(UInt8(12))
      append(process)
      append(since.milliseconds)
    case .ended(let record): append(LaunchOutcome.ended(record))
    case .failedToStart(let reason, let time):
      append(LaunchOutcome.failedToStart(reason: reason, at: time))
    case .cancelledBeforeStart(let time): append(LaunchOutcome.cancelledBeforeStart(at: time))
    case .lost(let reason): append(LaunchOutcome.lost(reason: reason))
    }
  }
}

extension ByteReader {
  mutating func evidence() throws(MalformedBytes) -> LaunchEvidence {
    var ahead = self
    switch try ahead.number(UInt8.self) {
    case 10:
      self = ahead
      return .notClaimed
    case 11:
      self = ahead
      return .queued
    case 12:
      self = ahead
      let process: Int32 = try number()
      return .running(processID: process, since: try timestamp())
    default: return try outcome().evidence
    }
  }
}
