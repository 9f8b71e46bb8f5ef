/// The body of a mail as it goes over the wire.
enum MailBody {
  enum Encoding: String {
    case plain = "7bit"
    /// RFC 2045, section 6.7.
    case quotedPrintable = "quoted-printable"
  }

  private static let lineLimit = 76

  static func encoding(of body: String) -> Encoding {
    let lines = self.lines(body)
    let isPlain = lines.allSatisfy { line in
      line.utf8.count <= lineLimit && line.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 9 }
    }
    return isPlain ? .plain : .quotedPrintable
  }

  static func encoded(_ body: String, _ encoding: Encoding) -> [UInt8] {
    lines(body).flatMap { line in
      let bytes = encoding == .plain ? Array(line.utf8) : quoted(Array(line.utf8))
      return bytes + [0x0D, 0x0A]
    }
  }

  /// Whatever ends the lines of the body: LF, CR LF or CR.
  private static func lines(_ body: String) -> [Substring] {
    var lines = body.split(omittingEmptySubsequences: false) { "\n\r\r\n".contains($0) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func quoted(_ line: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    var column = 0
    for (index, byte) in line.enumerated() {
      let isBlankAtEnd = (byte == 0x20 || byte == 9) && index == line.count - 1
      let isPlain =
        ((0x20...0x7E).contains(byte) || byte == 9) && byte != UInt8(ascii: "=") && !isBlankAtEnd
      let piece =
        isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      if column + piece.count > lineLimit - 1 {
        result += [UInt8(ascii: "="), 0x0D, 0x0A]
        column = 0
      }
      result += piece
      column += piece.count
    }
    return result
  }
}
