import KilimTestSupport
import Testing

@testable import KilimTransport

@Suite struct WebhookTLSTests {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.makeCertificates()
  }

  private func post(_ url: String, trusting: String?) throws(TransferError) {
    try WebhookSender.post(
      WebhookRequest(
        url: url, body: [], idempotencyKey: "1", caFile: trusting.map { folder("tls/\($0).pem") }))
  }

  @Test func `delivers to a server that is trusted`() throws {
    let server = try WebServer(in: folder, certificate: "good")
    try post(server.url("/ok"), trusting: "ca")
    #expect(try server.requests().count == 1)
  }

  @Test(
    arguments: [
      ("good", nil, "unable to get local issuer certificate"), ("self", "ca", "self-signed"),
      ("other", "ca", "no alternative certificate subject name matches"),
      ("expired", "ca", "certificate has expired"),
    ] as [(String, String?, String)])
  func `delivers nothing to a server that is not`(
    certificate: String, authority: String?, words: String
  ) throws {
    let server = try WebServer(in: folder, certificate: certificate)
    let error = failure { () throws(TransferError) in
      try post(server.url("/ok"), trusting: authority)
    }
    #expect(
      error?.message
        == "could not deliver to \(server.url("/ok")): the server's certificate is not trusted")
    #expect(error?.evidence?.contains(words) == true)
    #expect(error?.isTemporary == false)
    #expect(try server.requests().isEmpty)
  }

  @Test func `survives a server that hangs up while it is sent to`() throws {
    let server = try WebServer(in: folder, certificate: "good")
    for _ in 0..<3 {
      let error = failure { () throws(TransferError) in
        try WebhookSender.post(
          WebhookRequest(
            url: server.url("/reset-early"), body: [UInt8](repeating: 0x20, count: 5 << 20),
            idempotencyKey: "1", caFile: folder("tls/ca.pem")))
      }
      #expect(error?.isTemporary == true)
    }
  }

  @Test func `says that a server does not speak TLS`() throws {
    let server = try WebServer(in: folder)
    let url = "https" + server.url("/ok").dropFirst("http".count)
    let error = failure { () throws(TransferError) in try post(url, trusting: "ca") }
    #expect(error?.message.contains("the server does not speak TLS at localhost:") == true)
    #expect(error?.isTemporary == false)
  }
}
