import KilimModel

/// What the launcher says.
enum LauncherMessage: Hashable {
  case hello(version: UInt32)
  case started(LaunchToken, processID: Int32, at: Timestamp)
  case over(LaunchToken, LaunchOutcome)
  /// Answers `attach` of the same sequence number.
  case evidence(sequence: UInt32, [LaunchToken: LaunchEvidence])
  /// The journal cannot be written.
  case journalFailure(reason: String)

  func append(to writer: inout ByteWriter) {
    Frame.append(to: &writer) { writer in
      switch self {
      case .hello(let version):
        writer.append(UInt8(1))
        writer.append(version)
      case .started(let token, let process, let time):
        writer.append(UInt8(2))
        writer.append(token)
        writer.append(process)
        writer.append(time.milliseconds)
      case .over(let token, let outcome):
        writer.append(UInt8(3))
        writer.append(token)
        writer.append(outcome)
      case .evidence(let sequence, let all):
        writer.append(UInt8(4))
        writer.append(sequence)
        writer.append(UInt32(all.count))
        for (token, evidence) in all {
          writer.append(token)
          writer.append(evidence)
        }
      case .journalFailure(let reason):
        writer.append(UInt8(5))
        writer.append(reason)
      }
    }
  }

  /// Reads the content of one frame.
  init(from frame: ByteReader) throws(MalformedBytes) {
    var reader = frame
    switch try reader.number(UInt8.self) {
    case 1: self = .hello(version: try reader.number())
    case 2:
      let token = try reader.token()
      let process: Int32 = try reader.number()
      self = .started(token, processID: process, at: try reader.timestamp())
    case 3:
      let token = try reader.token()
      self = .over(token, try reader.outcome())
    case 4:
      let sequence: UInt32 = try reader.number()
      var all: [LaunchToken: LaunchEvidence] = [:]
      for _ in 0..<(try reader.number(UInt32.self)) {
        let token = try reader.token()
        all[token] = try reader.evidence()
      }
      self = .evidence(sequence: sequence, all)
    case 5: self = .journalFailure(reason: try reader.string())
    default: throw MalformedBytes()
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
  }
}
