package enum Mailer {
  package static func send(_ message: MailMessage, settings: SMTPSettings) throws(TransferError) {
    throw TransferError("not built yet", isTemporary: false)
  }
}
