/// A request as the launcher keeps it until it starts: checked, and its strings left as bytes.
struct PreparedRequest {
  let token: LaunchToken
  let group: String
  let timeLimitSeconds: Int64?
  let graceSeconds: Int64
  let body: [UInt8]
  let directory: Int
  let standardOutput: Int
  let standardError: Int
  /// Both streams go to one file.
  let merged: Bool
  /// Nil for none.
  let exitCodeFile: Int?
  let arguments: [Int]
  let environment: [Int]

  /// Checks the whole body, so that later reading needs no checks.
  init(body: [UInt8]) throws(MalformedBytes) {
    self.body = body
    var reader = ByteReader(body)
    token = try reader.token()
    let limit: Int64 = try reader.number()
    timeLimitSeconds = limit < 0 ? nil : limit
    graceSeconds = try reader.number()
    group = try reader.string()
    directory = try reader.skipString().lowerBound
    let output = try reader.skipString()
    let error = try reader.skipString()
    standardOutput = output.lowerBound
    standardError = error.lowerBound
    merged = body[output] == body[error]
    let exit = try reader.skipString()
    exitCodeFile = exit.isEmpty ? nil : exit.lowerBound
    arguments = try Self.strings(from: &reader)
    environment = try Self.strings(from: &reader)
    guard reader.isAtEnd, !arguments.isEmpty else { throw MalformedBytes() }
  }

  private static func strings(from reader: inout ByteReader) throws(MalformedBytes) -> [Int] {
    let count = Int(try reader.number(UInt32.self))
    guard count <= reader.end - reader.offset else { throw MalformedBytes() }
    var starts: [Int] = []
    starts.reserveCapacity(count)
    for _ in 0..<count { starts.append(try reader.skipString().lowerBound) }
    return starts
  }

  /// The string that begins at an offset of the body.
  func text(at start: Int) -> String {
    String(decoding: body[start...].prefix { $0 != 0 }, as: UTF8.self)
  }
}
