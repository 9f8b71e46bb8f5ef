import KilimModel

extension MailMessage {
  /// The message as RFC 5322 wants it, lines ended by CR LF.
  ///
  /// Values cannot add headers: addresses are checked, control characters of the subject become
  /// blanks, and what is not ASCII is encoded (RFC 2047, RFC 2045).
  func text(from sender: MailAddress, to recipient: MailAddress) -> [UInt8] {
    let id = String(messageID.unicodeScalars.filter { Self.isPartOfID($0) }.map(Character.init))
    let encoding = MailBody.encoding(of: body)
    let lines = [
      "From: \(sender.text)",
      "To: \(recipient.text)",
      "Subject: \(EncodedWords.header(subject, nameLength: 9))",
      "Date: \(MailDate.text(date))",
      "Message-ID: <\(id)@\(sender.host)>",
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: \(encoding.rawValue)",
      "",
    ]
    let head = lines.map { $0 + "\r\n" }.joined()
    return Array(head.utf8) + MailBody.encoded(body, encoding)
  }

  private static func isPartOfID(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar)
      || "-._".unicodeScalars.contains(scalar)
  }
}
