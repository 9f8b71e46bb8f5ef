import KilimModel
import KilimTestSupport

@testable import KilimTransport

/// `Tests/Services/smtp_sink.py`, as one test sees it.
struct MailSink {
  let service: LoopbackService
  /// The recipients' host, which tells the mails of one test from those of others.
  private let host: String

  private static let shared = Result { try LoopbackService.start("smtp_sink.py", []) }

  /// The plain server that tests share; nil when its Python package is missing, outside of CI.
  init?(in folder: ScratchFolder) throws {
    guard let service = try Self.shared.get() else { return nil }
    self.service = service
    host = Paths.name(folder.path) + ".test"
  }

  /// A server of its own.
  init?(in folder: ScratchFolder, _ arguments: [String]) throws {
    guard let service = try LoopbackService.start("smtp_sink.py", arguments) else { return nil }
    self.service = service
    host = Paths.name(folder.path) + ".test"
  }

  func message(to name: String = "me") -> MailMessage { .sample(to: "\(name)@\(host)") }

  func settings(_ security: SMTPSettings.Security = .plain) -> SMTPSettings {
    var settings = SMTPSettings(
      host: "localhost", port: service.port, security: security, from: "kilim@here.test")
    settings.limits.responseSeconds = 5
    return settings
  }

  func mails() throws -> [JSONValue] {
    try service.entries().filter { mail in
      guard case .array(let recipients)? = mail["recipients"] else { return false }
      return recipients.contains {
        if case .string(let address) = $0 { address.hasSuffix("@\(host)") } else { false }
      }
    }
  }
}

extension MailMessage {
  static func sample(to recipient: String = "me@there.test") -> MailMessage {
    MailMessage(
      to: recipient, subject: "digits-k5#2 FINISHED", body: "It took 5 minutes.\n",
      messageID: "outbox-7", date: Timestamp(milliseconds: 1_619_462_695_544))
  }
}
