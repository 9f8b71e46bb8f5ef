/// A URL for messages: without user, password and the values of its query, which often are keys.
struct RedactedURL: CustomStringConvertible {
  let description: String
  let scheme: String
  let host: String
  let hostAndPort: String
  /// Still percent-encoded.
  let path: String

  init(_ url: String) {
    let parts = url.split(separator: "://", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      (description, scheme, host, hostAndPort, path) = (url, "", url, url, "")
      return
    }
    scheme = parts[0].lowercased()
    let rest = parts[1].prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let target = rest.dropFirst(authority.count)
    path = String(target.prefix { $0 != "?" })
    let visible = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
    hostAndPort = String(visible ?? authority)
    host = Self.withoutPort(hostAndPort)
    let query = target.count > path.count ? "?…" : ""
    description = "\(parts[0])://\(hostAndPort)\(path)\(query)"
  }

  private static func withoutPort(_ text: String) -> String {
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[...end]) }
    return String(text.prefix { $0 != ":" })
  }
}
