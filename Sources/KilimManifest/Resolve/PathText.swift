/// Paths as text: no host is asked.
enum PathText {
  /// With a leading slash, without repeated or trailing ones, without `.` segments.
  static func canonical(_ text: String) -> String {
    if isClean(text, leadingSlash: true) { return text }
    return "/" + segments(text).joined(separator: "/")
  }

  /// Without a leading slash; `.` for nothing at all.
  static func relative(_ text: String) -> String {
    if isClean(text, leadingSlash: false) { return text }
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
    var text = text
    return text.withUTF8 { bytes in
      var dots = 0
      for byte in bytes {
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

  /// Whether there is no empty and no `.` segment, so that nothing is to be done.
  private static func isClean(_ text: String, leadingSlash: Bool) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, (first == UInt8(ascii: "/")) == leadingSlash else {
        return false
      }
      if leadingSlash, bytes.count == 1 { return true }
      // The length of a segment, and whether it is nothing but a dot.
      var (length, isDot) = (0, false)
      for byte in bytes.dropFirst(leadingSlash ? 1 : 0) {
        if byte == UInt8(ascii: "/") {
          if length == 0 || isDot { return false }
          (length, isDot) = (0, false)
        } else {
          length += 1
          isDot = length == 1 && byte == UInt8(ascii: ".")
        }
      }
      return length > 0 && !isDot
    }
  }
}

extension String {
  /// Whether a control character is in it (Tapis reference, section 1.4: C0, DEL and C1).
  var hasControlCharacters: Bool {
    var text = self
    let mayHave = text.withUTF8 { bytes in
      var found = false
      for byte in bytes { found = found || byte < 0x20 || byte == 0x7F || byte == 0xC2 }
      return found
    }
    guard mayHave else { return false }
    return unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }
}
