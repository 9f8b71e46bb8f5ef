import KilimModel

/// The last thing that is known of a token.
enum LaunchOutcome: Hashable, Sendable {
  case ended(ExitRecord)
  case failedToStart(reason: String, at: Timestamp)
  case cancelledBeforeStart(at: Timestamp)
  case lost(reason: String)

  func event(of token: LaunchToken) -> LaunchEvent {
    switch self {
    case .ended(let record): .ended(token, record)
    case .failedToStart(let reason, let time): .failedToStart(token, reason: reason, at: time)
    case .cancelledBeforeStart(let time): .cancelledBeforeStart(token, at: time)
    case .lost(let reason): .lost(token, reason: reason)
    }
  }

  var evidence: LaunchEvidence {
    switch self {
    case .ended(let record): .ended(record)
    case .failedToStart(let reason, let time): .failedToStart(reason: reason, at: time)
    case .cancelledBeforeStart(let time): .cancelledBeforeStart(at: time)
    case .lost(let reason): .lost(reason: reason)
    }
  }
}

extension ByteWriter {
  mutating func append(_ outcome: LaunchOutcome) {
    switch outcome {
    case .ended(let record):
      append(UInt8(1))
      append(record)
    case .failedToStart(let reason, let time):
      append(UInt8(2))
      append(time.milliseconds)
      append(reason)
    case .cancelledBeforeStart(let time):
      append(UInt8(3))
      append(time.milliseconds)
    case .lost(let reason):
      append(UInt8(4))
      append(reason)
    }
  }
}

extension ByteReader {
  mutating func outcome() throws(MalformedBytes) -> LaunchOutcome {
    switch try number(UInt8.self) {
    case 1: return .ended(try exitRecord())
    case 2:
      let time = try timestamp()
      return .failedToStart(reason: try string(), at: time)
    case 3: return .cancelledBeforeStart(at: try timestamp())
    case 4: return .lost(reason: try string())
    default: throw MalformedBytes()
    }
  }
}
