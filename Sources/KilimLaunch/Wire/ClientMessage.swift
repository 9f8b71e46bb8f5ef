/// What a client says.
enum ClientMessage {
  case hello(version: UInt32)
  case slots(Int, group: String)
  /// The bodies of requests, see `RequestBody`.
  case submit([[UInt8]])
  case attach(sequence: UInt32, [LaunchToken])
  case cancel([LaunchToken])
  case acknowledge([LaunchToken])

  func append(to writer: inout ByteWriter) {
    Frame.append(to: &writer) { writer in
      switch self {
      case .hello(let version):
        writer.append(UInt8(1))
        writer.append(version)
      case .slots(let slots, let group):
        writer.append(UInt8(2))
        writer.append(Int64(slots))
        writer.append(group)
      case .submit(let bodies):
        writer.append(UInt8(3))
        writer.append(UInt32(bodies.count))
        for body in bodies {
          writer.append(UInt32(body.count))
          writer.bytes.append(contentsOf: body)
        }
      case .attach(let sequence, let tokens):
        writer.append(UInt8(4))
        writer.append(sequence)
        writer.append(tokens)
      case .cancel(let tokens):
        writer.append(UInt8(5))
        writer.append(tokens)
      case .acknowledge(let tokens):
        writer.append(UInt8(6))
        writer.append(tokens)
      }
    }
  }

  /// Reads the content of one frame.
  init(from frame: ByteReader) throws(MalformedBytes) {
    var reader = frame
    switch try reader.number(UInt8.self) {
    case 1: self = .hello(version: try reader.number())
    case 2:
      let slots = Int(try reader.number(Int64.self))
      self = .slots(slots, group: try reader.string())
    case 3: self = .submit(try Self.bodies(from: &reader))
    case 4:
      let sequence: UInt32 = try reader.number()
      self = .attach(sequence: sequence, try reader.tokens())
    case 5: self = .cancel(try reader.tokens())
    case 6: self = .acknowledge(try reader.tokens())
    default: throw MalformedBytes()
    }
    guard reader.isAtEnd else { throw MalformedBytes() }
  }

  private static func bodies(from reader: inout ByteReader) throws(MalformedBytes) -> [[UInt8]] {
    let count = Int(try reader.number(UInt32.self))
    var bodies: [[UInt8]] = []
    for _ in 0..<count {
      let length = Int(try reader.number(UInt32.self))
      let start = try reader.skip(length)
      bodies.append(Array(reader.bytes[start..<start + length]))
    }
    return bodies
  }
}
