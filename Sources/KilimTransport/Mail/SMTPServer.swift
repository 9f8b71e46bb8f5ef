/// A mail server as a URL names it.
struct SMTPServer: Hashable {
  var host: String
  var port: Int
  var isImplicitTLS: Bool

  /// Reads `smtp://host`, `smtp://host:port` or `smtps://…`; the ports are else 25 and 465.
  init(_ url: String) throws(TransferError) {
    let place = RedactedURL(url)
    let isKnown = place.scheme == "smtp" || place.scheme == "smtps"
    let port = place.hostAndPort.dropFirst(place.host.utf8.count)
    let number = port.isEmpty ? (place.scheme == "smtps" ? 465 : 25) : Int(port.dropFirst())
    guard isKnown, !place.host.isEmpty, place.path.isEmpty || place.path == "/",
      !url.contains("@"), let number, (1...65_535).contains(number)
    else {
      throw TransferError(
        "KILIM_SMTP_URL is \(place): write smtp://host:port or smtps://host:port, the login in "
          + "KILIM_SMTP_USER and KILIM_SMTP_PASSWORD_FILE", isTemporary: false)
    }
    host = place.host
    self.port = number
    isImplicitTLS = place.scheme == "smtps"
  }

  var isLocal: Bool {
    host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
  }
}
