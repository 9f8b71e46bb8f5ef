import KilimModel
import KilimStore
package import KilimTransport

/// Delivers one message of the outbox, on a worker.
package struct Postman: Sendable {
  /// Nil when no mail server is configured.
  package var mail: SMTPSettings?
  /// Why the mail server that is configured cannot be used; mails wait, webhooks go on.
  package var mailProblem: String?
  /// Signs webhooks; nil for none.
  package var webhookSecret: [UInt8]?
  package var webhookAuthorities: String?

  package init(
    mail: SMTPSettings?, webhookSecret: [UInt8]? = nil, webhookAuthorities: String? = nil
  ) {
    self.mail = mail
    self.webhookSecret = webhookSecret
    self.webhookAuthorities = webhookAuthorities
  }

  /// What the environment says: `KILIM_SMTP_*`, `KILIM_WEBHOOK_SECRET_FILE`, `KILIM_WEBHOOK_CA_FILE`.
  ///
  /// - Throws: when the secret cannot be read: then nothing may be sent, least of all unsigned.
  package static func fromEnvironment(
    _ variable: (String) -> String?
  ) throws(TransferError) -> Postman {
    var secret: [UInt8]?
    if let path = variable("KILIM_WEBHOOK_SECRET_FILE") {
      secret = try LocalFiles.read(path, limit: 64 * 1024)
      while secret?.last == UInt8(ascii: "\n") { secret?.removeLast() }
    }
    var postman = Postman(
      mail: nil, webhookSecret: secret, webhookAuthorities: variable("KILIM_WEBHOOK_CA_FILE"))
    do throws(TransferError) {
      postman.mail = try SMTPSettings.fromEnvironment(variable)
    } catch {
      postman.mailProblem = error.message
    }
    return postman
  }

  /// - Throws: `TransferError`, temporary when a later try may succeed.
  func deliver(_ message: OutgoingMessage) throws(TransferError) {
    switch message.method {
    case .webhook:
      try WebhookSender.post(
        WebhookRequest(
          url: message.address, body: Array(message.payload.utf8),
          idempotencyKey: message.idempotencyKey, secret: webhookSecret,
          caFile: webhookAuthorities))
    case .email:
      guard let mail else {
        throw TransferError(
          mailProblem
            ?? "no mail server is configured: set KILIM_SMTP_URL, for example smtp://localhost:25",
          isTemporary: true)
      }
      try Mailer.send(message.mail, settings: mail)
    }
  }
}

/// A message of the outbox, ready to go.
struct OutgoingMessage: Sendable {
  var method: DeliveryTarget.Method
  var address: String
  var payload: String
  /// The same for every try.
  var idempotencyKey: String
  var mail: MailMessage
}
