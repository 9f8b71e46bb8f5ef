import Glibc
import KilimModel

/// Why a whole file is left alone. The first cases outweigh the later ones, wherever they stand.
enum Refusal: Int, Comparable, Sendable {
  case unreadable, tooLarge, otherEncoding, notText, foreign

  static func < (left: Refusal, right: Refusal) -> Bool { left.rawValue < right.rawValue }
}

/// What must hold of a file's bytes before they are parsed.
enum SourceCheck {
  static let largestDocument = 64 << 20

  /// What forbids parsing a chunk, and so its whole file; nil for nothing.
  static func problem(of chunk: SourceChunk) -> (refusal: Refusal, diagnostic: Diagnostic)? {
    let bytes = chunk.bytes
    if chunk.isTooLarge { return (.tooLarge, tooLarge(chunk)) }
    let isFirst = chunk.firstLine == 0
    if isFirst, let encoding = FileFormat.markedEncoding(bytes) {
      return (.otherEncoding, other(chunk, encoding))
    }
    let nul = bytes.firstIndex(ofByte: 0)
    guard let offset = firstInvalidByte(bytes, before: nul ?? bytes.count) ?? nul else {
      return isFirst ? ForeignText(of: bytes).map { (.foreign, foreign($0, chunk)) } : nil
    }
    if isFirst, let encoding = FileFormat.unmarkedEncoding(bytes) {
      return (.otherEncoding, other(chunk, encoding))
    }
    return (.notText, notText(chunk, offset, isFirst ? FileFormat(bytes) : nil))
  }

  private static func notText(
    _ chunk: SourceChunk, _ offset: Int, _ format: FileFormat?
  ) -> Diagnostic {
    if let format {
      return diagnostic(
        chunk, at: 0, "this is \(format.description), not a manifest",
        "manifests are UTF-8 text; check that this is the right file")
    }
    guard chunk.bytes[offset] == 0 else {
      let digits = String(chunk.bytes[offset], radix: 16, uppercase: true)
      return diagnostic(
        chunk, at: offset, "byte 0x\(digits) is not UTF-8", "save the file as UTF-8")
    }
    return diagnostic(
      chunk, at: offset, "there is a NUL byte, so this is no text file",
      "manifests are UTF-8 text; check that this is the right file")
  }

  private static func foreign(_ text: ForeignText, _ chunk: SourceChunk) -> Diagnostic {
    let blanks = chunk.bytes.prefix { " \t\r\n".utf8.contains($0) }.count
    let place = TextPosition(ofByte: blanks, in: chunk.bytes)
    return Diagnostic(
      .syntax, text.message, hint: text.hint,
      span: SourceSpan(
        file: chunk.name, line: place.line, column: place.column, endLine: place.line,
        endColumn: place.column + 1))
  }

  private static func tooLarge(_ chunk: SourceChunk) -> Diagnostic {
    let line = chunk.firstLine + 1
    return Diagnostic(
      .tooLarge, "the document that begins here has more than 64 MiB",
      hint: "check that this is the right file; a file of many documents may be larger",
      span: SourceSpan(file: chunk.name, line: line, column: 1, endLine: line, endColumn: 1))
  }

  private static func other(_ chunk: SourceChunk, _ encoding: String) -> Diagnostic {
    diagnostic(chunk, at: 0, "the file is \(encoding)", "save it as UTF-8")
  }

  private static func diagnostic(
    _ chunk: SourceChunk, at offset: Int, _ message: String, _ hint: String
  ) -> Diagnostic {
    let place = TextPosition(ofByte: offset, in: chunk.bytes)
    let line = place.line + chunk.firstLine
    return Diagnostic(
      .invalidEncoding, message, hint: hint,
      span: SourceSpan(
        file: chunk.name, line: line, column: place.column, endLine: line,
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
