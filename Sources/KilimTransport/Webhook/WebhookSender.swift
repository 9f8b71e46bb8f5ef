import CCurl
import KilimModel

/// Posts events to webhooks.
package enum WebhookSender {
  /// Posts one request; any 2xx is success, whatever follows it.
  ///
  /// A failure is temporary for the network, time-outs, HTTP 408, 425, 429 and 5xx, and then keeps
  /// the wait that the server asks for; it is permanent for any other status, redirects included:
  /// they are not followed, because what is signed for one place must not go to another. After a
  /// temporary failure the receiver may have taken the request all the same: it can tell by the
  /// `Idempotency-Key`.
  package static func post(_ request: WebhookRequest) throws(TransferError) {
    let place = RedactedURL(request.url)
    guard place.scheme == "http" || place.scheme == "https", !place.host.isEmpty else {
      throw TransferError(
        "\(place) is not a webhook: write an http or https URL", isTemporary: false)
    }
    let transfer = try CurlTransfer()
    transfer.set(CURLOPT_URL, request.url)
    transfer.allow(CURLPROTO_HTTP | CURLPROTO_HTTPS)
    transfer.set(CURLOPT_USERAGENT, "kilim")
    transfer.set(CURLOPT_CONNECTTIMEOUT_MS, request.limits.connectMilliseconds)
    transfer.set(CURLOPT_TIMEOUT_MS, request.limits.totalMilliseconds)
    if let caFile = request.caFile { transfer.set(CURLOPT_CAINFO, caFile) }
    // libcurl takes an upload for a PUT.
    transfer.set(CURLOPT_CUSTOMREQUEST, "POST")
    for line in try headers(request) { transfer.addHeader(line) }
    var page: [UInt8] = []
    let outcome = transfer.perform(
      upload: request.body, stop: { false },
      sink: { status, bytes in
        page += bytes.prefix(500 - page.count)
        // The status was the answer; a slow or broken rest must not turn it round.
        return status >= 300
      })
    try judge(outcome, place, page)
  }

  private static func headers(_ request: WebhookRequest) throws(TransferError) -> [String] {
    var headers = [
      (name: "Content-Type", value: "application/json"),
      (name: "Idempotency-Key", value: request.idempotencyKey),
    ]
    if let secret = request.secret, let signature = Digest.hmac(of: request.body, key: secret) {
      headers.append(("X-Kilim-Signature", "sha256=\(signature.hex)"))
    }
    for (name, value) in request.headers {
      headers.removeAll { $0.name.lowercased() == name.lowercased() }
      headers.append((name, value))
    }
    for (name, value) in headers where !isHeader(name, value) {
      throw TransferError(
        "the webhook header \(name.debugDescription) cannot be sent: control characters",
        isTemporary: false)
    }
    // Without this, libcurl waits a second for a go-ahead that many servers never send.
    return headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
  }

  private static func isHeader(_ name: String, _ value: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3A }
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  private static func judge(
    _ outcome: CurlOutcome, _ place: RedactedURL, _ page: [UInt8]
  ) throws(TransferError) {
    let what = "could not deliver to \(place)"
    if (200..<300).contains(outcome.status) { return }
    guard outcome.status >= 300 else { throw outcome.failure(what, place) }
    let text = String(decoding: page, as: UTF8.self)
    throw TransferError(
      "\(what): the server answers \(HTTPStatus.words(outcome.status))",
      isTemporary: HTTPStatus.isTemporary(outcome.status),
      evidence: text.isEmpty ? outcome.replies.first : text,
      retryAfterSeconds: outcome.retryAfterSeconds > 0 ? outcome.retryAfterSeconds : nil)
  }
}
