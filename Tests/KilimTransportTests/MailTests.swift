import KilimModel
import KilimTestSupport
import Testing

@testable import KilimTransport

@Suite struct MailTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func send(
    _ message: MailMessage, _ settings: SMTPSettings
  ) -> TransferError? {
    failure { () throws(TransferError) in try Mailer.send(message, settings: settings) }
  }

  @Test func `delivers a mail as it was written`() throws {
    guard let sink = try MailSink(in: folder) else { return }
    var message = sink.message()
    message.body = "first\n.a dot in front\n..\nlast"
    #expect(send(message, sink.settings()) == nil)
    let mail = try #require(try sink.mails().first)
    #expect(mail["sender"] == "kilim@here.test")
    #expect(mail["recipients"] == [.string(message.to)])
    #expect(
      mail["data"]
        == .string(
          """
          From: kilim@here.test\r
          To: \(message.to)\r
          Subject: digits-k5#2 FINISHED\r
          Date: Mon, 26 Apr 2021 18:44:55 +0000\r
          Message-ID: <outbox-7@here.test>\r
          Auto-Submitted: auto-generated\r
          MIME-Version: 1.0\r
          Content-Type: text/plain; charset=utf-8\r
          Content-Transfer-Encoding: 7bit\r
          \r
          first\r
          .a dot in front\r
          ..\r
          last\r

          """))
  }

  @Test(arguments: [
    ("temp", true, "the server answers 451 4.3.0 try again later"),
    ("nobody", false, "the server answers 550 5.1.1 there is no such user"),
    ("full", true, "the server answers 452 4.2.2 the mailbox is full"),
    ("drop", true, "the connection broke"),
  ])
  func `tells what may pass from what will not`(
    name: String, isTemporary: Bool, words: String
  ) throws {
    guard let sink = try MailSink(in: folder) else { return }
    let message = sink.message(to: name)
    let error = send(message, sink.settings())
    #expect(
      error?.message
        == "could not send mail to \(message.to) through smtp://localhost:\(sink.service.port): \(words)"
    )
    #expect(error?.isTemporary == isTemporary)
    #expect(try sink.mails().isEmpty)
  }

  @Test func `a mail without a last answer is tried again with the same Message-ID`() throws {
    guard let sink = try MailSink(in: folder) else { return }
    var settings = sink.settings()
    settings.limits.responseSeconds = 1
    for _ in 0..<2 {
      let error = send(sink.message(to: "slow"), settings)
      #expect(error?.message.hasSuffix("no answer in time, or it came too slowly") == true)
      #expect(error?.isTemporary == true)
    }
    let mails = try sink.mails().compactMap { mail -> String? in
      guard case .string(let data)? = mail["data"] else { return nil }
      return data.split(separator: "\r\n").first { $0.hasPrefix("Message-ID") }.map(String.init)
    }
    #expect(mails == ["Message-ID: <outbox-7@here.test>", "Message-ID: <outbox-7@here.test>"])
  }

  @Test func `says that nobody answers`() throws {
    let settings = SMTPSettings(
      host: "localhost", port: 1, security: .plain, from: "kilim@here.test")
    let error = send(.sample(), settings)
    #expect(
      error?.message
        == "could not send mail to me@there.test through smtp://localhost:1: nobody answers at localhost:1"
    )
    #expect(error?.isTemporary == true)
  }

  @Test(arguments: [
    "", "me", "@x", "me@", "a@b@c", "me@x\r\nBcc: you@x", "me@x>", "a b@x", "a,b@x", "mé@x",
    "<a@x>",
    "me@x\n", String(repeating: "a", count: 250) + "@there.test",
  ])
  func `refuses what is not a plain address`(address: String) throws {
    let settings = SMTPSettings(
      host: "localhost", port: 1, security: .plain, from: "kilim@here.test")
    let error = send(.sample(to: address), settings)
    #expect(error?.message.contains("cannot be a recipient: write a plain address") == true)
    #expect(error?.message.contains("\n") == false)
    #expect(error?.isTemporary == false)
  }
}
