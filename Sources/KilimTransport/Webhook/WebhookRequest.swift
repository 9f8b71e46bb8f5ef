/// One delivery to a webhook.
package struct WebhookRequest: Sendable {
  package var url: String
  /// The body, as a rule JSON.
  package var body: [UInt8]
  /// Sent as `Idempotency-Key`; the same for every try of a delivery.
  package var idempotencyKey: String
  package var headers: [(name: String, value: String)]
  /// Signs the body: `X-Kilim-Signature: sha256=HEX` (HMAC-SHA256).
  package var secret: [UInt8]?
  /// A PEM file with the authorities to trust instead of the system's.
  package var caFile: String?
  package var limits = WebhookLimits()

  package init(
    url: String, body: [UInt8], idempotencyKey: String,
    headers: [(name: String, value: String)] = [], secret: [UInt8]? = nil, caFile: String? = nil
  ) {
    self.url = url
    self.body = body
    self.idempotencyKey = idempotencyKey
    self.headers = headers
    self.secret = secret
    self.caFile = caFile
  }
}

package struct WebhookLimits: Sendable, Hashable {
  package var connectMilliseconds = 5_000
  package var totalMilliseconds = 15_000
  package init() {}
}
