import KilimModel

/// Rows of the history in the order in which they were written, in few bytes: for each entry the
/// distance from the run before, the first sequence and the count, as variable-length numbers.
struct ChangeList {
  struct Entry: Hashable {
    var run: RunID
    var firstSequence: Int
    var count: Int
  }

  private(set) var bytes: [UInt8] = []
  /// The newest; nil while the list is empty.
  private(set) var time: Timestamp?
  private var previous: Int64 = 0

  mutating func append(run: RunID, firstSequence: Int, count: Int, time: Timestamp) {
    let distance = run.rawValue - previous
    // Zigzag: small distances of either sign are small numbers.
    append(UInt64(bitPattern: distance << 1 ^ distance >> 63))
    append(UInt64(firstSequence))
    append(UInt64(count))
    previous = run.rawValue
    self.time = max(self.time ?? time, time)
  }

  private mutating func append(_ number: UInt64) {
    var number = number
    while number >= 0x80 {
      bytes.append(UInt8(number & 0x7F) | 0x80)
      number >>= 7
    }
    bytes.append(UInt8(number))
  }

  /// The entries of a stored list; nil when the bytes are not one.
  static func entries(_ bytes: [UInt8]) -> [Entry]? {
    var entries: [Entry] = []
    var rest = bytes[...]
    var previous: Int64 = 0
    while !rest.isEmpty {
      guard let zigzag = number(&rest), let first = number(&rest), let count = number(&rest),
        first <= UInt64(Int32.max), count <= UInt64(Int32.max)
      else { return nil }
      previous &+= Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
      entries.append(
        Entry(run: RunID(previous), firstSequence: Int(first), count: Int(count)))
    }
    return entries
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = bytes.popFirst(), shift < 64 {
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
