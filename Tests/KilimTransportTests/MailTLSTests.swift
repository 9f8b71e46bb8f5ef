import KilimTestSupport
import Testing

@testable import KilimTransport

@Suite struct MailTLSTests {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.makeCertificates()
  }

  private func sink(_ certificate: String, _ more: [String] = []) throws -> MailSink? {
    let files = [folder("tls/\(certificate).pem"), folder("tls/\(certificate).key")]
    return try MailSink(in: folder, ["--tls"] + files + more)
  }

  private func send(_ sink: MailSink, _ settings: SMTPSettings) -> TransferError? {
    failure { () throws(TransferError) in try Mailer.send(sink.message(), settings: settings) }
  }

  @Test(arguments: [false, true])
  func `logs in over TLS`(isImplicit: Bool) throws {
    let more = (isImplicit ? ["--implicit"] : []) + ["--auth", "me", "secret"]
    guard let sink = try sink("good", more) else { return }
    var settings = sink.settings(isImplicit ? .implicitTLS : .startTLS)
    (settings.user, settings.password, settings.caFile) = ("me", "secret", folder("tls/ca.pem"))
    #expect(send(sink, settings) == nil)
    let mail = try #require(try sink.mails().first)
    #expect(mail["tls"] == true)
    #expect(mail["authenticated"] == true)
  }

  @Test func `says that the login is refused, without the password`() throws {
    guard let sink = try sink("good", ["--auth", "me", "secret"]) else { return }
    var settings = sink.settings(.startTLS)
    (settings.user, settings.password, settings.caFile) = ("me", "hunter2", folder("tls/ca.pem"))
    let error = send(sink, settings)
    #expect(
      error?.message.hasSuffix(
        "the server refuses the login; check KILIM_SMTP_USER and KILIM_SMTP_PASSWORD_FILE") == true)
    #expect(error?.evidence?.hasPrefix("535") == true)
    #expect(error.map { "\($0)".contains("hunter2") } == false)
    #expect(error?.isTemporary == false)
  }

  @Test func `sends nothing in plain text when TLS is asked for`() throws {
    guard let sink = try MailSink(in: folder) else { return }
    let error = send(sink, sink.settings(.startTLS))
    #expect(error?.message.hasSuffix("the server does not offer STARTTLS") == true)
    #expect(error?.isTemporary == false)
    #expect(try sink.mails().isEmpty)
  }

  @Test func `says that the server wants TLS or a login first`() throws {
    guard let sink = try sink("good", ["--auth", "me", "secret"]) else { return }
    let error = send(sink, sink.settings(.plain))
    #expect(error?.message.contains("the server answers 530") == true)
    #expect(error?.isTemporary == false)
  }

  @Test(arguments: [("good", "self"), ("self", "ca"), ("other", "ca"), ("expired", "ca")])
  func `sends nothing to a server that is not trusted`(
    certificate: String, authority: String
  ) throws {
    guard let sink = try sink(certificate) else { return }
    var settings = sink.settings(.startTLS)
    settings.caFile = folder("tls/\(authority).pem")
    let error = send(sink, settings)
    #expect(error?.message.hasSuffix("the server's certificate is not trusted") == true)
    #expect(error?.isTemporary == false)
    #expect(try sink.mails().isEmpty)
  }

  @Test func `says that the file with authorities cannot be used`() throws {
    guard let sink = try sink("good") else { return }
    var settings = sink.settings(.startTLS)
    settings.caFile = folder("none.pem")
    #expect(
      send(sink, settings)?.message.hasSuffix("the file with trusted certificates cannot be used")
        == true)
  }
}
