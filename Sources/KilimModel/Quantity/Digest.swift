import CNettle

/// A SHA-256 digest (FIPS 180-4), 32 bytes.
package struct Digest: Sendable, Hashable {
  package let bytes: [UInt8]

  /// Takes exactly 32 bytes; nil otherwise.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  fileprivate init(trusted bytes: [UInt8]) { self.bytes = bytes }

  /// 64 lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads 64 hexadecimal digits; nil for anything else.
  package init?(hex: String) {
    let digits = hex.utf8.compactMap { UInt8(ascii: $0) }
    guard hex.utf8.count == 64, digits.count == 64 else { return nil }
    bytes = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  package static func of(_ text: String) -> Digest {
    var hasher = Hasher()
    hasher.update(text)
    return hasher.finish()
  }

  package static func of(_ bytes: [UInt8]) -> Digest {
    var hasher = Hasher()
    hasher.update(bytes)
    return hasher.finish()
  }

  /// Digests what comes in pieces.
  package struct Hasher {
    private var context = sha256_ctx()

    package init() { nettle_sha256_init(&context) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
      guard let base = bytes.baseAddress else { return }
      nettle_sha256_update(&context, bytes.count, base.assumingMemoryBound(to: UInt8.self))
    }

    package mutating func update(_ bytes: [UInt8]) {
      bytes.withUnsafeBytes { update($0) }
    }

    package mutating func update(_ text: String) {
      var text = text
      text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// Writes the first bytes of the digest, at most 32, without a heap object.
    package mutating func finish(into bytes: UnsafeMutableRawBufferPointer) {
      guard let base = bytes.baseAddress else { return }
      nettle_sha256_digest(
        &context, min(bytes.count, 32), base.assumingMemoryBound(to: UInt8.self))
    }

    package mutating func finish() -> Digest {
      var bytes = [UInt8](repeating: 0, count: 32)
      nettle_sha256_digest(&context, 32, &bytes)
      return Digest(trusted: bytes)
    }
  }
}

extension UInt8 {
  fileprivate init?(ascii digit: UInt8) {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self = digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self = digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self = digit - UInt8(ascii: "A") + 10
    default: return nil
    }
  }
}
