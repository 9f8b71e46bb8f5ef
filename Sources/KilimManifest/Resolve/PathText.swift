/// Paths as text: no host is asked.
enum PathText {
  /// With a leading slash, without repeated or trailing ones, without `.` segments.
  static func canonical(_ text: String) -> String {
    if isCanonical(text) { return text }
    return "/" + segments(text).joined(separator: "/")
  }

  /// Without a leading slash; `.` for nothing at all.
  static func relative(_ text: String) -> String {
    let segments = segments(text)
    return segments.isEmpty ? "." : segments.joined(separator: "/")
  }

  /// `path` below `root`; both with a leading slash.
  static func joined(_ root: String, _ path: String) -> String {
    if root == "/" { return canonical(path) }
    let path = canonical(path)
    return path == "/" ? canonical(root) : canonical(root) + path
  }

  /// Whether one of the segments is `..`.
  static func climbs(_ text: String) -> Bool {
    var dots = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "/"):
        if dots == 2 { return true }
        dots = 0
      // More than dots in a segment: never mind how many.
      case UInt8(ascii: "."): dots += 1
      default: dots = Int.min
      }
    }
    return dots == 2
  }

  /// An absolute path, with `.` and `..` taken away as text; relative ones start at `directory`.
  static func absolute(_ text: String, from directory: String) -> String {
    let whole = text.hasPrefix("/") ? text : directory + "/" + text
    guard climbs(whole) else { return canonical(whole) }
    var kept: [Substring] = []
    for segment in segments(whole) {
      if segment == ".." { _ = kept.popLast() } else { kept.append(segment) }
    }
    return "/" + kept.joined(separator: "/")
  }

  /// The last segment; nil when there is none.
  static func lastSegment(_ text: String) -> String? {
    segments(text).last.map(String.init)
  }

  /// Between the slashes, without empty and `.` ones. By bytes: this runs for every directory of
  /// every job.
  private static func segments(_ text: String) -> [Substring] {
    let bytes = text.utf8
    var segments: [Substring] = []
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex
      let segment = text[start..<end]
      if !segment.utf8.isEmpty, segment != "." { segments.append(segment) }
      start = end < bytes.endIndex ? bytes.index(after: end) : end
    }
    return segments
  }

  private static func isCanonical(_ text: String) -> Bool {
    var previous: UInt8 = 0
    var isFirst = true
    for byte in text.utf8 {
      if isFirst, byte != UInt8(ascii: "/") { return false }
      let startsSegment = previous == UInt8(ascii: "/")
      if startsSegment, byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") { return false }
      previous = byte
      isFirst = false
    }
    return !isFirst && (previous != UInt8(ascii: "/") || text.utf8.count == 1)
  }
}

extension String {
  /// Whether a control character is in it (Tapis reference, section 1.4: C0, DEL and C1).
  var hasControlCharacters: Bool {
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return false }
    return unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }
}
