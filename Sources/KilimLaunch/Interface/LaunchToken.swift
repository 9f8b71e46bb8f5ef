package import KilimModel

/// Names one attempt to launch a program; a launcher starts at most one program for it, ever.
///
/// 16 bytes: the time of its making (48 bits of milliseconds) and 80 random bits. The time tells
/// which tokens may have been in a part of a journal that was damaged.
package struct LaunchToken: Hashable, Sendable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Makes a token from the present time and random bits, of which the upper 48 of `random.0` are
  /// not used.
  package init(made: Timestamp, random: (UInt64, UInt64)) {
    high = UInt64(truncatingIfNeeded: made.milliseconds) << 16 | (random.0 & 0xFFFF)
    low = random.1
  }

  /// Makes a token from the present time and the generator of the system.
  package static func fresh(now: Timestamp) -> LaunchToken {
    LaunchToken(made: now, random: (.random(in: 0...UInt64.max), .random(in: 0...UInt64.max)))
  }

  /// Reads exactly 16 bytes; nil for another count.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads 32 hexadecimal digits; nil for anything else.
  package init?(hex: String) {
    guard hex.utf8.count == 32,
      hex.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let high = UInt64(hex.prefix(16), radix: 16), let low = UInt64(hex.suffix(16), radix: 16)
    else { return nil }
    self.high = high
    self.low = low
  }

  /// The 16 bytes, as stored.
  package var bytes: [UInt8] {
    [high, low].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  /// 32 lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// When it was made, by the clock of its maker.
  package var made: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }
}
