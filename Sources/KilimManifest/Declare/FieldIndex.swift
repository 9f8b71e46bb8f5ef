import Glibc

/// Finds a field by the bytes of its name, without making a string of them.
struct FieldIndex: Sendable {
  private let names: [[UInt8]]
  private let numbers: [Int]
  /// Positions in `names`, by hash; -1 is free.
  private let slots: [Int]

  /// Each name with the number that it stands for.
  init(_ entries: [(name: String, number: Int)]) {
    names = entries.map { Array($0.name.utf8) }
    numbers = entries.map(\.number)
    var size = 8
    while size < entries.count * 4 { size *= 2 }
    var slots = [Int](repeating: -1, count: size)
    for (position, name) in names.enumerated() {
      var slot = name.withUnsafeBufferPointer { Self.hash($0) } & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = position
    }
    self.slots = slots
  }

  func number(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] >= 0 {
      let position = slots[slot]
      if Self.isEqual(names[position], name) { return numbers[position] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  func number(of name: some StringProtocol) -> Int? {
    if let found = name.utf8.withContiguousStorageIfAvailable({ number(of: $0) }) { return found }
    return Array(name.utf8).withUnsafeBufferPointer { number(of: $0) }
  }

  private static func isEqual(_ left: [UInt8], _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count, let base = right.baseAddress else {
      return left.isEmpty && right.isEmpty
    }
    return left.withUnsafeBytes {
      memcmp($0.baseAddress ?? UnsafeRawPointer(base), base, left.count) == 0
    }
  }

  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    guard name.count > 0 else { return 0 }
    let (first, middle, last) = (name[0], name[name.count / 2], name[name.count - 1])
    return name.count &* 31 &+ Int(first) &* 7 &+ Int(middle) &* 131 &+ Int(last) &* 17
  }
}
