import Glibc
package import KilimModel

/// What must hold of a file's bytes before they are parsed.
package enum SourceCheck {
  /// The largest file that is read, in bytes.
  package static let largestFile = 64 << 20

  /// The first thing that forbids parsing the file; nil for none.
  static func problem(of file: SourceFile) -> Diagnostic? {
    let bytes = file.bytes
    if bytes.count > largestFile {
      return tooLarge(file.name, "more than \(largestFile) bytes")
    }
    if let encoding = FileFormat.markedEncoding(bytes) { return foreign(file, encoding) }
    let nul = bytes.firstIndex(ofByte: 0)
    guard let offset = firstInvalidByte(bytes, before: nul ?? bytes.count) ?? nul else {
      return ForeignText(of: bytes).map { foreign($0, file) }
    }
    if let encoding = FileFormat.unmarkedEncoding(bytes) { return foreign(file, encoding) }
    if let format = FileFormat(bytes) {
      return diagnostic(
        file, at: 0, "this is \(format.description), not a manifest",
        "manifests are UTF-8 text; check that this is the right file")
    }
    guard bytes[offset] == 0 else {
      let digits = String(bytes[offset], radix: 16, uppercase: true)
      return diagnostic(
        file, at: offset, "byte 0x\(digits) is not UTF-8", "save the file as UTF-8")
    }
    return diagnostic(
      file, at: offset, "there is a NUL byte, so this is no text file",
      "manifests are UTF-8 text; check that this is the right file")
  }

  private static func foreign(_ text: ForeignText, _ file: SourceFile) -> Diagnostic {
    let blanks = file.bytes.prefix { " \t\r\n".utf8.contains($0) }.count
    let place = TextPosition(ofByte: blanks, in: file.bytes)
    return Diagnostic(
      .syntax, text.message, hint: text.hint,
      span: SourceSpan(
        file: file.name, line: place.line, column: place.column, endLine: place.line,
        endColumn: place.column + 1))
  }

  /// The refusal of a file that has `size` (`104857600 bytes`), of which nothing need be read.
  package static func tooLarge(_ name: String, _ size: String) -> Diagnostic {
    Diagnostic(
      .tooLarge, "the file has \(size)",
      hint: "a file may have \(largestFile) bytes (64 MiB); split it into several files",
      span: SourceSpan(file: name, line: 1, column: 1, endLine: 1, endColumn: 1))
  }

  private static func foreign(_ file: SourceFile, _ encoding: String) -> Diagnostic {
    diagnostic(file, at: 0, "the file is \(encoding)", "save it as UTF-8")
  }

  private static func diagnostic(
    _ file: SourceFile, at offset: Int, _ message: String, _ hint: String
  ) -> Diagnostic {
    let place = TextPosition(ofByte: offset, in: file.bytes)
    return Diagnostic(
      .invalidEncoding, message, hint: hint,
      span: SourceSpan(
        file: file.name, line: place.line, column: place.column, endLine: place.line,
        endColumn: place.column + 1))
  }

  /// The offset of the first byte that does not belong to well-formed UTF-8 (RFC 3629).
  private static func firstInvalidByte(_ bytes: [UInt8], before end: Int) -> Int? {
    bytes.withUnsafeBytes { whole in
      let raw = UnsafeRawBufferPointer(rebasing: whole[..<end])
      var index = 0
      while index < raw.count {
        // Eight ASCII bytes at once: nearly all of every manifest.
        if index + 8 <= raw.count,
          raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
          index += 8
          continue
        }
        let length = sequenceLength(raw, index)
        guard length > 0 else { return index }
        index += length
      }
      return nil
    }
  }

  /// The length of the well-formed sequence at `index`; 0 when there is none.
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
    let lead = bytes[index]
    func isTail(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + distance < bytes.count && range.contains(bytes[index + distance])
    }
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return isTail(1) ? 2 : 0
    case 0xE0: return isTail(1, 0xA0...0xBF) && isTail(2) ? 3 : 0
    case 0xED: return isTail(1, 0x80...0x9F) && isTail(2) ? 3 : 0
    case 0xE1...0xEF: return isTail(1) && isTail(2) ? 3 : 0
    case 0xF0: return isTail(1, 0x90...0xBF) && isTail(2) && isTail(3) ? 4 : 0
    case 0xF1...0xF3: return isTail(1) && isTail(2) && isTail(3) ? 4 : 0
    case 0xF4: return isTail(1, 0x80...0x8F) && isTail(2) && isTail(3) ? 4 : 0
    default: return 0
    }
  }
}

extension [UInt8] {
  /// The first place of `byte` at or after `start`, found at memory speed.
  func firstIndex(ofByte byte: UInt8, from start: Int = 0) -> Int? {
    withUnsafeBytes { raw in
      guard let base = raw.baseAddress, start < raw.count,
        let found = memchr(base + start, Int32(byte), raw.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }
}
