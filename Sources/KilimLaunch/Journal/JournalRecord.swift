import KilimModel

/// What must be known of a program to take it over from a launcher that is gone.
struct StartIntent: Hashable {
  var group: String
  var timeLimitSeconds: Int64?
  var graceSeconds: Int64
}

/// Identifies a started process: its id, and when it was started.
struct ProcessIdentity: Hashable {
  var process: Int32
  /// The start lies between these, in milliseconds since boot.
  var startedAfter: Int64
  var startedBefore: Int64
  var started: Timestamp
}

/// One entry of the journal.
enum JournalRecord: Hashable {
  /// A launcher began to work; what follows is its.
  case launcher(bootID: String, process: Int32, at: Timestamp)
  /// These may be started from the moment that this is on disk.
  case claimed([LaunchToken])
  /// These were claimed and are not started for now.
  case released([LaunchToken])
  /// Written before the program is started.
  case starting(LaunchToken, StartIntent)
  /// Written after it.
  case started(LaunchToken, ProcessIdentity)
  /// The program has ended; processes that it left behind have not.
  case programEnded(LaunchToken, ExitRecord)
  case over(LaunchToken, LaunchOutcome)
  case acknowledged([LaunchToken])
  /// Entries were unreadable: tokens made before that time may have been among them.
  case damaged(at: Timestamp)
}

extension JournalRecord {
  func append(to writer: inout ByteWriter) {
    switch self {
    case .launcher(let bootID, let process, let time):
      writer.append(UInt8(1))
      writer.append(bootID)
      writer.append(process)
      writer.append(time.milliseconds)
    case .claimed(let tokens): Self.append(2, tokens, to: &writer)
    case .released(let tokens): Self.append(3, tokens, to: &writer)
    case .starting(let token, let intent):
      Self.append(4, token, to: &writer)
      writer.append(intent.timeLimitSeconds ?? -1)
      writer.append(intent.graceSeconds)
      writer.append(intent.group)
    case .started(let token, let identity):
      Self.append(5, token, to: &writer)
      writer.append(identity.process)
      writer.append(identity.startedAfter)
      writer.append(identity.startedBefore)
      writer.append(identity.started.milliseconds)
    case .programEnded(let token, let record):
      Self.append(6, token, to: &writer)
      writer.append(record)
    case .over(let token, let outcome):
      Self.append(7, token, to: &writer)
      writer.append(outcome)
    case .acknowledged(let tokens): Self.append(8, tokens, to: &writer)
    case .damaged(let time):
      writer.append(UInt8(9))
      writer.append(time.milliseconds)
    }
  }

  private static func append(_ kind: UInt8, _ token: LaunchToken, to writer: inout ByteWriter) {
    writer.append(kind)
    writer.append(token)
  }

  private static func append(_ kind: UInt8, _ tokens: [LaunchToken], to writer: inout ByteWriter) {
    writer.append(kind)
    writer.append(tokens)
  }

  init(from reader: inout ByteReader) throws(MalformedBytes) {
    let kind: UInt8 = try reader.number()
    switch kind {
    case 1:
      let bootID = try reader.string()
      let process: Int32 = try reader.number()
      self = .launcher(bootID: bootID, process: process, at: try reader.timestamp())
    case 2: self = .claimed(try reader.tokens())
    case 3: self = .released(try reader.tokens())
    case 8: self = .acknowledged(try reader.tokens())
    case 9: self = .damaged(at: try reader.timestamp())
    case 4...7: self = try Self.ofOne(kind, token: try reader.token(), from: &reader)
    default: throw MalformedBytes()
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
  }

  private static func ofOne(
    _ kind: UInt8, token: LaunchToken, from reader: inout ByteReader
  ) throws(MalformedBytes) -> JournalRecord {
    switch kind {
    case 4:
      let limit: Int64 = try reader.number()
      let grace: Int64 = try reader.number()
      return .starting(
        token,
        StartIntent(
          group: try reader.string(), timeLimitSeconds: limit < 0 ? nil : limit,
          graceSeconds: grace))
    case 5:
      return .started(
        token,
        ProcessIdentity(
          process: try reader.number(), startedAfter: try reader.number(),
          startedBefore: try reader.number(), started: try reader.timestamp()))
    case 6: return .programEnded(token, try reader.exitRecord())
    default: return .over(token, try reader.outcome())
    }
  }
}
