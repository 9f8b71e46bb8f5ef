/// A set of small numbers, a bit each.
struct BitRow: Sendable, Hashable {
  private var words: [UInt64]

  init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  func contains(_ number: Int) -> Bool { words[number >> 6] & (1 << UInt64(number & 63)) != 0 }

  /// - Returns: whether it is new.
  mutating func insert(_ number: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(number & 63)
    guard words[number >> 6] & bit == 0 else { return false }
    words[number >> 6] |= bit
    return true
  }

  mutating func removeAll() {
    for index in words.indices { words[index] = 0 }
  }

  /// The smallest member that is not less; nil when there is none.
  func first(from number: Int) -> Int? {
    var index = number >> 6
    guard index < words.count else { return nil }
    var word = words[index] & (UInt64.max << UInt64(number & 63))
    while word == 0 {
      index += 1
      guard index < words.count else { return nil }
      word = words[index]
    }
    return index << 6 + word.trailingZeroBitCount
  }
}
