import CCurl

/// Hands mail over to an SMTP server.
package enum Mailer {
  /// Sends one message.
  ///
  /// A failure is temporary for replies 4xx and for the network, permanent for replies 5xx, for a
  /// login or a certificate that is refused, and for an address that is none. When the last answer
  /// does not come in time the server may have taken the mail; another try has the same Message-ID.
  package static func send(
    _ message: MailMessage, settings: SMTPSettings
  ) throws(TransferError) {
    let sender = try MailAddress(settings.from, "a sender")
    let recipient = try MailAddress(message.to, "a recipient")
    let transfer = try CurlTransfer()
    let scheme = settings.security == .implicitTLS ? "smtps" : "smtp"
    let url = "\(scheme)://\(settings.host):\(settings.port)"
    transfer.set(CURLOPT_URL, url)
    transfer.allow(CURLPROTO_SMTP | CURLPROTO_SMTPS)
    transfer.set(CURLOPT_MAIL_FROM, "<\(sender.text)>")
    transfer.addRecipient("<\(recipient.text)>")
    secure(transfer, settings)
    limit(transfer, settings.limits)
    let outcome = transfer.perform(
      upload: message.text(from: sender, to: recipient), stop: { false }, sink: { _, _ in true })
    guard !outcome.isComplete else { return }
    throw failure(outcome, "could not send mail to \(recipient.text) through \(url)", url)
  }

  private static func secure(_ transfer: CurlTransfer, _ settings: SMTPSettings) {
    if settings.security == .startTLS { transfer.set(CURLOPT_USE_SSL, kilim_curl_require_tls) }
    if let caFile = settings.caFile { transfer.set(CURLOPT_CAINFO, caFile) }
    if let user = settings.user { transfer.set(CURLOPT_USERNAME, user) }
    if let password = settings.password { transfer.set(CURLOPT_PASSWORD, password) }
  }

  private static func limit(_ transfer: CurlTransfer, _ limits: SMTPLimits) {
    transfer.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectMilliseconds)
    transfer.set(CURLOPT_TIMEOUT_MS, limits.totalMilliseconds)
    transfer.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, limits.responseSeconds)
  }

  private static func failure(
    _ outcome: CurlOutcome, _ what: String, _ url: String
  ) -> TransferError {
    let reply = outcome.replies.last { $0.hasPrefix("4") || $0.hasPrefix("5") }
    guard let reply,
      [CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_LOGIN_DENIED, CURLE_RECV_ERROR].contains(
        outcome.code)
    else { return outcome.failure(what, RedactedURL(url)) }
    if outcome.code == CURLE_LOGIN_DENIED {
      return TransferError(
        "\(what): the server refuses the login; check KILIM_SMTP_USER and "
          + "KILIM_SMTP_PASSWORD_FILE", isTemporary: reply.hasPrefix("4"), evidence: reply)
    }
    return TransferError(
      "\(what): the server answers \(reply)", isTemporary: reply.hasPrefix("4"), evidence: reply)
  }
}
