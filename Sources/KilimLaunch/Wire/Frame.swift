/// A message on the socket: its length without these four bytes, then its content.
enum Frame {
  /// Larger ones are refused by both sides.
  static let largest = 8 << 20

  /// Spoken by both sides; another number means another version of Kilim.
  static let protocolVersion: UInt32 = 1

  /// Appends a frame whose content `body` writes.
  static func append(to writer: inout ByteWriter, body: (inout ByteWriter) -> Void) {
    let start = writer.bytes.count
    writer.append(UInt32(0))
    body(&writer)
    writer.replace(at: start, with: UInt32(writer.bytes.count - start - 4))
  }
}
