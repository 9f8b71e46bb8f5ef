import KilimModel
import KilimTestSupport

@testable import KilimTransport

/// `Tests/Services/smtp_sink.py` with its journal.
struct MailSink {
  let service: LoopbackService
  private let journal: String

  /// Nil when its Python package is missing, outside of CI.
  init?(in folder: ScratchFolder, _ arguments: [String] = []) throws {
    journal = folder("mail.journal")
    guard let service = try LoopbackService.start("smtp_sink.py", [journal] + arguments) else {
      return nil
    }
    self.service = service
  }

  func settings(_ security: SMTPSettings.Security = .plain) -> SMTPSettings {
    var settings = SMTPSettings(
      host: "localhost", port: service.port, security: security, from: "kilim@here.test")
    settings.limits.responseSeconds = 2
    return settings
  }

  func mails() throws -> [JSONValue] { try LoopbackService.entries(journal) }
}

extension MailMessage {
  static func sample(to recipient: String = "me@there.test") -> MailMessage {
    MailMessage(
      to: recipient, subject: "digits-k5#2 FINISHED", body: "It took 5 minutes.\n",
      messageID: "outbox-7", date: Timestamp(milliseconds: 1_619_462_695_544))
  }
}
