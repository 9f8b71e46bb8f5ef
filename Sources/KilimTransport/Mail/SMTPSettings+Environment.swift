extension SMTPSettings {
  /// Reads the settings from the user's environment.
  ///
  /// - `KILIM_SMTP_URL`: `smtp://host:port` (STARTTLS) or `smtps://host:port` (TLS at once).
  /// - `KILIM_SMTP_FROM`: the sender's address.
  /// - `KILIM_SMTP_USER`, `KILIM_SMTP_PASSWORD_FILE`: the login; the file's first line counts.
  /// - `KILIM_SMTP_CA_FILE`: PEM authorities to trust instead of the system's.
  /// - `KILIM_SMTP_TLS`: `required` or `none`. Without it, `smtp://` asks for STARTTLS, except that
  ///   a server on this machine is spoken to in plain text unless a CA file is given.
  ///
  /// - Parameter variable: the value of a variable; nil when it is not set.
  /// - Returns: nil when `KILIM_SMTP_URL` is not set or empty.
  package static func fromEnvironment(
    _ variable: (String) -> String?
  ) throws(TransferError) -> SMTPSettings? {
    func value(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
    guard let url = value("KILIM_SMTP_URL") else { return nil }
    let server = try SMTPServer(url)
    guard let from = value("KILIM_SMTP_FROM") else {
      throw TransferError(
        "KILIM_SMTP_FROM is not set: mail needs a sender's address", isTemporary: false)
    }
    _ = try MailAddress(from, "KILIM_SMTP_FROM")
    let caFile = value("KILIM_SMTP_CA_FILE")
    return SMTPSettings(
      host: server.host, port: server.port,
      security: try security(server, caFile, value("KILIM_SMTP_TLS")), from: from,
      user: value("KILIM_SMTP_USER"), password: try password(value("KILIM_SMTP_PASSWORD_FILE")),
      caFile: caFile)
  }

  private static func security(
    _ server: SMTPServer, _ caFile: String?, _ choice: String?
  ) throws(TransferError) -> Security {
    switch (server.isImplicitTLS, choice) {
    case (true, nil), (true, "required"): return .implicitTLS
    case (false, "required"): return .startTLS
    case (false, "none"): return .plain
    case (false, nil): return server.isLocal && caFile == nil ? .plain : .startTLS
    case (_, let choice?):
      throw TransferError(
        "KILIM_SMTP_TLS is \(choice): write required, or none with an smtp:// URL",
        isTemporary: false)
    }
  }

  private static func password(_ path: String?) throws(TransferError) -> String? {
    guard let path else { return nil }
    let bytes = try LocalFiles.read(path, limit: 4096)
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    guard !line.isEmpty else {
      throw TransferError(
        "KILIM_SMTP_PASSWORD_FILE: the first line of \(path) is empty", isTemporary: false)
    }
    return String(decoding: line, as: UTF8.self)
  }
}
