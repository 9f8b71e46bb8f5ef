/// What a `sourceUrl` or a `containerImage` points at, by its form alone.
enum SourceReference: Hashable {
  /// Absolute, or relative to the manifest.
  case path(String)
  /// Already on the exec system, below its rootDir.
  case inPlace(String)
  /// Below the rootDir of a System.
  case system(id: String, path: String)
  case url(String)
  case unsupported(scheme: String)
  case malformed(String)

  init(_ text: String) {
    guard let scheme = Self.scheme(of: text) else {
      self = .path(text)
      return
    }
    let rest = text.dropFirst(scheme.count + 1)
    switch scheme.lowercased() {
    case "file": self = Self.file(rest)
    case "http", "https":
      self = rest.dropFirst(2).first.map { $0 != "/" } == true ? .url(text) : .malformed(text)
    case "sftp", "ftp", "s3":
      self = Self.belowHost(rest) == nil ? .malformed(text) : .url(text)
    case "tapislocal": self = Self.belowHost(rest).map { .inPlace($0.path) } ?? .malformed(text)
    case "tapis":
      self =
        Self.belowHost(rest).map { .system(id: $0.host, path: $0.path) } ?? .malformed(text)
    default: self = .unsupported(scheme: String(scheme))
    }
  }

  /// The schemes that work, for people.
  static let known =
    "paths, file:, tapislocal:, tapis://SYSTEM/path, http:, https:, sftp:, ftp: and s3:"

  /// A path may hold a colon: only `x://` and `file:` make a scheme.
  private static func scheme(of text: String) -> Substring? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let scheme = text[..<colon]
    let rest = text[text.index(after: colon)...]
    guard let first = scheme.utf8.first, first.startsVariableName,
      scheme.utf8.allSatisfy({ $0.continuesVariableName || "+.-".utf8.contains($0) }),
      rest.hasPrefix("//") || scheme.lowercased() == "file"
    else { return nil }
    return scheme
  }

  /// RFC 8089: `file:/path`, `file:///path`, `file://localhost/path`; kindly also `file:path`.
  private static func file(_ rest: Substring) -> SourceReference {
    var path = rest
    if rest.hasPrefix("//") {
      path = rest.dropFirst(2)
      if path.hasPrefix("localhost/") { path = path.dropFirst(9) }
      guard path.hasPrefix("/") else { return .malformed("file:\(rest)") }
    }
    guard let decoded = percentDecoded(path), !decoded.isEmpty else {
      return .malformed("file:\(rest)")
    }
    return .path(decoded)
  }

  private static func belowHost(_ rest: Substring) -> (host: String, path: String)? {
    let whole = rest.dropFirst(2)
    guard let slash = whole.firstIndex(of: "/"), slash > whole.startIndex else { return nil }
    return (String(whole[..<slash]), String(whole[slash...]))
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
        rest.count >= 2
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
