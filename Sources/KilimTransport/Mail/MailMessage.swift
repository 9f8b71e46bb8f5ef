package import KilimModel

/// A mail of plain text to one recipient.
package struct MailMessage: Sendable, Hashable {
  /// An address without a display name: `me@example.org`.
  package var to: String
  /// Control characters become blanks; anything else is encoded as needed.
  package var subject: String
  package var body: String
  /// The same for every try, so that a repeated delivery can be recognised: the outbox row's id.
  package var messageID: String
  package var date: Timestamp

  package init(to: String, subject: String, body: String, messageID: String, date: Timestamp) {
    self.to = to
    self.subject = subject
    self.body = body
    self.messageID = messageID
    self.date = date
  }
}
