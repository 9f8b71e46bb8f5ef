/// A bare mail address, checked so far that it can neither end a header nor an SMTP command.
struct MailAddress {
  let text: String

  /// - Throws: for what is not `name@host`, printable ASCII without blanks and `<>(),:;"[]\`.
  init(_ text: String, _ role: String) throws(TransferError) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = text.utf8.allSatisfy { byte in
      (0x21...0x7E).contains(byte) && !"<>(),:;\"[]\\".utf8.contains(byte)
    }
    guard isPlain, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= 254
    else {
      let shown = text.unicodeScalars.map { $0.value < 0x20 ? " " : String($0) }.joined()
      throw TransferError(
        "\(shown) cannot be \(role): write a plain address such as me@example.org",
        isTemporary: false)
    }
    self.text = text
  }

  var host: Substring { text.split(separator: "@")[1] }
}
