import Testing

@testable import KilimTransport

@Suite struct SMTPSettingsTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func settings(_ variables: [String: String]) throws(TransferError) -> SMTPSettings? {
    try SMTPSettings.fromEnvironment {
      ["KILIM_SMTP_FROM": "k@here.test"].merging(variables) { $1 }[$0]
    }
  }

  @Test(arguments: [[:], ["KILIM_SMTP_URL": ""]])
  func `there are none without a URL`(variables: [String: String]) throws {
    #expect(try settings(variables) == nil)
  }

  @Test(
    arguments: [
      ("smtp://localhost", nil, "localhost", 25, .plain),
      ("smtp://127.0.0.1:2525", nil, "127.0.0.1", 2525, .plain),
      ("smtp://[::1]:2525/", nil, "[::1]", 2525, .plain),
      ("smtp://localhost", "required", "localhost", 25, .startTLS),
      ("smtp://mail.site.test:587", nil, "mail.site.test", 587, .startTLS),
      ("smtp://mail.site.test", "none", "mail.site.test", 25, .plain),
      ("SMTPS://mail.site.test", nil, "mail.site.test", 465, .implicitTLS),
      ("smtps://localhost:4650", "required", "localhost", 4650, .implicitTLS),
    ] as [(String, String?, String, Int, SMTPSettings.Security)])
  func `reads the server and how to be safe with it`(
    url: String, tls: String?, host: String, port: Int, security: SMTPSettings.Security
  ) throws {
    var variables = ["KILIM_SMTP_URL": url]
    variables["KILIM_SMTP_TLS"] = tls
    let expected = SMTPSettings(host: host, port: port, security: security, from: "k@here.test")
    #expect(try settings(variables) == expected)
  }

  @Test func `reads the login and the authorities`() throws {
    try folder.file("password", "secret\nmore\n")
    let settings = try settings([
      "KILIM_SMTP_URL": "smtp://localhost", "KILIM_SMTP_USER": "me",
      "KILIM_SMTP_PASSWORD_FILE": folder("password"), "KILIM_SMTP_CA_FILE": "/ca.pem",
    ])
    #expect(settings?.user == "me")
    #expect(settings?.password == "secret")
    #expect(settings?.caFile == "/ca.pem")
    #expect(settings?.security == .startTLS)
  }

  @Test(arguments: [
    (
      ["KILIM_SMTP_URL": "smtp://u:p@host"], "KILIM_SMTP_URL is smtp://host: write smtp://host:port"
    ),
    (["KILIM_SMTP_URL": "http://host"], "KILIM_SMTP_URL is http://host: write smtp://host:port"),
    (["KILIM_SMTP_URL": "mail.site.test"], "write smtp://host:port"),
    (["KILIM_SMTP_URL": "smtp://host:0"], "write smtp://host:port"),
    (["KILIM_SMTP_URL": "smtp://host:x"], "write smtp://host:port"),
    (["KILIM_SMTP_URL": "smtp://host/x"], "write smtp://host:port"),
    (["KILIM_SMTP_URL": "smtp://host", "KILIM_SMTP_FROM": ""], "KILIM_SMTP_FROM is not set"),
    (["KILIM_SMTP_URL": "smtp://host", "KILIM_SMTP_FROM": "x"], "x cannot be KILIM_SMTP_FROM"),
    (
      ["KILIM_SMTP_URL": "smtp://host", "KILIM_SMTP_TLS": "maybe"],
      "KILIM_SMTP_TLS is maybe: write required"
    ),
    (["KILIM_SMTP_URL": "smtps://host", "KILIM_SMTP_TLS": "none"], "KILIM_SMTP_TLS is none"),
    (
      ["KILIM_SMTP_URL": "smtp://host", "KILIM_SMTP_PASSWORD_FILE": "/none"],
      "could not read /none: No such file"
    ),
    (
      ["KILIM_SMTP_URL": "smtp://host", "KILIM_SMTP_PASSWORD_FILE": "/dev/null"],
      "the first line of /dev/null is empty"
    ),
  ])
  func `says what is wrong with them`(variables: [String: String], words: String) throws {
    let error = failure { () throws(TransferError) in _ = try settings(variables) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "none")")
    #expect(error?.isTemporary == false)
  }
}
