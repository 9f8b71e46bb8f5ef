/// A set of Unicode scalars: sorted ranges that neither touch nor overlap.
struct ScalarSet: Sendable, Hashable {
  private(set) var ranges: [ClosedRange<UInt32>]

  private static let last: UInt32 = 0x10FFFF

  init(_ ranges: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let before = merged.last, range.lowerBound <= before.upperBound &+ 1 {
        merged[merged.count - 1] = before.lowerBound...max(before.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  init(_ scalars: String) { self.init(scalars.unicodeScalars.map { $0.value...$0.value }) }

  var inverted: ScalarSet {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.last { result.append(next...Self.last) }
    return ScalarSet(result)
  }

  func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

  func subtracting(_ other: ScalarSet) -> ScalarSet { inverted.union(other).inverted }

  /// With both cases of every ASCII letter that is in the set.
  var ignoringCase: ScalarSet {
    var added: [ClosedRange<UInt32>] = []
    for letter in UInt32(0x41)...0x5A {
      if contains(letter) { added.append((letter + 32)...(letter + 32)) }
      if contains(letter + 32) { added.append(letter...letter) }
    }
    return union(ScalarSet(added))
  }

  func contains(_ value: UInt32) -> Bool {
    // Halved again and again: a class of a thousand ranges costs no more than ten of one.
    var (lower, upper) = (0, ranges.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if value < ranges[middle].lowerBound {
        upper = middle
      } else if value > ranges[middle].upperBound {
        lower = middle + 1
      } else {
        return true
      }
    }
    return false
  }

  static let any = ScalarSet([0...last])
  static let notSlash = ScalarSet("/").inverted
  /// What `.` stands for in Java: anything but a line's end.
  static let notLineEnd = ScalarSet("\n\r\u{85}\u{2028}\u{2029}").inverted
  static let digits = ScalarSet([0x30...0x39])
  static let words = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let blanks = ScalarSet([0x09...0x0D, 0x20...0x20])
}
