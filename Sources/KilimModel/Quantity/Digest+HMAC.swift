import CNettle

extension Digest {
  /// HMAC-SHA256 (RFC 2104, RFC 4231).
  package static func hmac(of message: [UInt8], key: [UInt8]) -> Digest? {
    var context = hmac_sha256_ctx()
    nettle_hmac_sha256_set_key(&context, key.count, key)
    nettle_hmac_sha256_update(&context, message.count, message)
    var bytes = [UInt8](repeating: 0, count: 32)
    nettle_hmac_sha256_digest(&context, 32, &bytes)
    return Digest(bytes: bytes)
  }
}
