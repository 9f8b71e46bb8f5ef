/// Where and how mail is handed over.
package struct SMTPSettings: Sendable, Hashable {
  package enum Security: Sendable, Hashable {
    /// Plain text: only for a server on this machine or where the user says so.
    case plain
    /// STARTTLS, or nothing is sent.
    case startTLS
    /// TLS from the first byte (`smtps://`).
    case implicitTLS
  }
  package var host: String
  package var port: Int
  package var security: Security
  /// The sender's address.
  package var from: String
  package var user: String?
  package var password: String?
  /// A PEM file with the authorities to trust instead of the system's.
  package var caFile: String?
  package var limits = SMTPLimits()

  package init(
    host: String, port: Int, security: Security, from: String, user: String? = nil,
    password: String? = nil, caFile: String? = nil
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.from = from
    self.user = user
    self.password = password
    self.caFile = caFile
  }
}

package struct SMTPLimits: Sendable, Hashable {
  package var connectMilliseconds = 10_000
  package var totalMilliseconds = 60_000
  /// For each answer. libcurl also waits this long for the answer to its QUIT.
  package var responseSeconds = 20
  package init() {}
}
