import KilimModel
import Testing

@testable import KilimTransport

@Suite struct MailTextTests {
  private func lines(subject: String = "s", body: String = "b", id: String = "1") throws -> [String]
  {
    var message = MailMessage.sample()
    (message.subject, message.body, message.messageID) = (subject, body, id)
    let bytes = message.text(
      from: try MailAddress("a@x.test", "a sender"), to: try MailAddress("b@x.test", "a recipient"))
    return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: [
    ("plain", ["Subject: plain"]),
    ("Prüfung", ["Subject: =?utf-8?B?UHLDvGZ1bmc=?="]),
    ("=?x", ["Subject: =?utf-8?B?PT94?="]),
    ("a\r\nBcc: you@x.test", ["Subject: a  Bcc: you@x.test"]),
    (
      String(repeating: "é", count: 30),
      [
        "Subject: =?utf-8?B?w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6k=?=",
        " =?utf-8?B?w6nDqcOpw6nDqcOpw6nDqcOpw6nDqQ==?=",
      ]
    ),
  ])
  func `encodes the subject`(subject: String, expected: [String]) throws {
    let lines = try lines(subject: subject)
    #expect(lines.prefix { !$0.hasPrefix("Date:") }.dropFirst(2) == expected[...])
    #expect(lines.allSatisfy { $0.utf8.count <= 78 })
  }

  @Test func `folds a long subject`() throws {
    let lines = try lines(subject: String(repeating: "word ", count: 60))
    #expect(lines.allSatisfy { $0.utf8.count <= 78 })
    #expect(lines.count { $0.contains("=?utf-8?B?") } == 7)
  }

  @Test(arguments: [
    ("a\nb", ["7bit", "", "a", "b", ""]), ("a\r\nb\rc\n", ["7bit", "", "a", "b", "c", ""]),
    ("é=\n", ["quoted-printable", "", "=C3=A9=3D", ""]),
    ("é \n", ["quoted-printable", "", "=C3=A9=20", ""]),
    ("\u{7}", ["quoted-printable", "", "=07", ""]), ("", ["7bit", "", ""]),
    (
      String(repeating: "x", count: 100),
      [
        "quoted-printable", "", String(repeating: "x", count: 75) + "=",
        String(repeating: "x", count: 25), "",
      ]
    ),
  ])
  func `encodes the body`(body: String, expected: [String]) throws {
    let lines = try lines(body: body)
    #expect(lines[8] == "Content-Transfer-Encoding: \(expected[0])")
    #expect(Array(lines[9...]) == Array(expected[1...]))
  }

  @Test func `an id cannot add a header`() throws {
    #expect(try lines(id: "7>\r\nBcc: x")[4] == "Message-ID: <7Bccx@x.test>")
  }

  @Test(
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 +0000"),
      (1_582_934_400_000, "Sat, 29 Feb 2020 00:00:00 +0000"),
      (1_764_028_799_999, "Mon, 24 Nov 2025 23:59:59 +0000"),
    ] as [(Int64, String)])
  func `writes dates as mail does`(milliseconds: Int64, text: String) {
    #expect(MailDate.text(Timestamp(milliseconds: milliseconds)) == text)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `writes base64 as RFC 4648 does`(text: String, encoded: String) {
    #expect(Base64.encoded(Array(text.utf8)) == encoded)
  }
}
