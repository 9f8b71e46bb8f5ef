/// Names of files as other programs want them.
enum PlainPath {
  /// A path below the directory without it, and without `./` in front; any other one as it is.
  static func relative(_ path: String, to directory: String) -> String {
    var path = path
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    if path.hasPrefix(prefix) { path = String(path.dropFirst(prefix.count)) }
    while path.hasPrefix("./") { path = String(path.dropFirst(2)) }
    return path
  }

  /// A relative reference, or a `file:` URL for an absolute path (RFC 3986).
  static func uri(_ path: String, from directory: String) -> String {
    let relative = relative(path, to: directory)
    let encoded = relative.utf8.reduce(into: "") { text, byte in
      text += isPlain(byte) ? String(Unicode.Scalar(byte)) : "%" + hexadecimal(byte)
    }
    return relative.hasPrefix("/") ? "file://" + encoded : encoded
  }

  /// Unreserved characters and the slash; a colon in a first segment would make a scheme of it.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
