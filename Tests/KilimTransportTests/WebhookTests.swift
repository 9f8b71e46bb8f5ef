import Glibc
import KilimModel
import KilimTestSupport
import Testing

@testable import KilimTransport

@Suite struct WebhookTests {
  let folder: ScratchFolder
  let server: WebServer

  init() throws {
    folder = try ScratchFolder()
    server = try WebServer(in: folder)
  }

  private func request(_ url: String) -> WebhookRequest {
    var request = WebhookRequest(
      url: url, body: Array(#"{"é":1}"#.utf8), idempotencyKey: "outbox-7")
    request.limits.totalMilliseconds = 5_000
    return request
  }

  private func post(_ path: String) throws(TransferError) {
    try WebhookSender.post(request(server.url(path)))
  }

  @Test func `posts JSON, signed, with a key that tells repetitions`() throws {
    var request = request(server.url("/ok"))
    request.secret = Array("key".utf8)
    request.headers = [("X-Team", "vision"), ("content-type", "application/cloudevents+json")]
    try WebhookSender.post(request)
    let entry = try #require(try server.requests().first)
    #expect(entry["method"] == "POST")
    #expect(entry["body"] == #"{"é":1}"#)
    let headers = try #require(entry["headers"])
    #expect(headers["content-length"] == "8")
    #expect(headers["content-type"] == "application/cloudevents+json")
    #expect(headers["x-team"] == "vision")
    #expect(headers["idempotency-key"] == "outbox-7")
    #expect(headers["user-agent"] == "kilim")
    #expect(headers["expect"] == nil)
    // By another implementation: openssl dgst -sha256 -hmac key.
    #expect(
      headers["x-kilim-signature"]
        == "sha256=4685b29e8ed825ef8444c991d50cb74185fc2cdacb72d2ca7c9dd40fc64b65cf")
  }

  @Test(arguments: ["/ok", "/status/201", "/status/202", "/status/299", "/short", "/stall"])
  func `any 2xx is success, whatever follows it`(path: String) throws {
    try post(path)
    #expect(try server.requests().count == 1)
  }

  @Test(arguments: [
    ("/status/408", true, "the server answers 408"),
    ("/status/429", true, "the server answers 429 (too many requests)"),
    ("/status/500", true, "the server answers 500 (internal error)"),
    ("/status/503", true, "the server answers 503 (unavailable)"),
    ("/status/400", false, "the server answers 400 (bad request)"),
    ("/status/401", false, "the server answers 401 (needs a login)"),
    ("/status/404", false, "the server answers 404 (not found)"),
    ("/status/302", false, "the server answers 302 (redirect, not followed)"),
    ("/status/307", false, "the server answers 307 (redirect, not followed)"),
    ("/reset", true, "the connection broke"),
    ("/close", true, "the server hung up without an answer"),
  ])
  func `tells what may pass from what will not`(
    path: String, isTemporary: Bool, words: String
  ) throws {
    let error = failure { () throws(TransferError) in try post(path) }
    #expect(error?.message == "could not deliver to \(server.url(path)): \(words)")
    #expect(error?.isTemporary == isTemporary)
    #expect(error?.evidence?.isEmpty == false)
    #expect(try server.requests().count == 1)
  }

  @Test func `keeps the wait that the server asks for, and its reason`() throws {
    let error = failure { () throws(TransferError) in try post("/status/503/17") }
    #expect(error?.retryAfterSeconds == 17)
    #expect(error?.evidence == "the reason")
  }

  @Test func `gives up a server that does not answer`() throws {
    var request = request(server.url("/slow"))
    request.limits.totalMilliseconds = 300
    let error = failure { () throws(TransferError) in try WebhookSender.post(request) }
    #expect(error?.message.hasSuffix("no answer in time, or it came too slowly") == true)
    #expect(error?.isTemporary == true)
    #expect(try server.requests().count == 1)
  }

  @Test func `a repeated delivery has the same key`() throws {
    for _ in 0..<2 {
      #expect(failure { () throws(TransferError) in try post("/flaky/a/2") } != nil)
    }
    try post("/flaky/a/2")
    let keys = try server.requests().map { $0["headers"]?["idempotency-key"] }
    #expect(keys == ["outbox-7", "outbox-7", "outbox-7"])
  }

  @Test(arguments: ["ftp://localhost/x", "file:///tmp/x", "localhost/x", "https:///x"])
  func `posts to http and https alone`(url: String) throws {
    let error = failure { () throws(TransferError) in try WebhookSender.post(request(url)) }
    #expect(error?.message == "\(url) is not a webhook: write an http or https URL")
    #expect(error?.isTemporary == false)
  }

  @Test(arguments: [("X-A", "b\r\nX-Evil: 1"), ("X A", "b"), ("X:A", "b"), ("", "b"), ("X\n", "b")])
  func `lets no header smuggle in another`(name: String, value: String) throws {
    var request = request(server.url("/ok"))
    request.headers = [(name, value)]
    let error = failure { () throws(TransferError) in try WebhookSender.post(request) }
    #expect(error?.isTemporary == false)
    #expect(try server.requests().isEmpty)
  }
}
