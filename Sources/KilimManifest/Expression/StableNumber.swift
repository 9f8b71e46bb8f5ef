import Glibc

/// Numbers that are the same on every machine, although mathematical functions differ in their last
/// bits.
enum StableNumber {
  /// With 12 significant digits.
  static func rounded(_ value: Double) -> Double { parsed(value, "%.12g") }

  /// With so many decimals.
  static func rounded(_ value: Double, decimals: Int) -> Double { parsed(value, "%.\(decimals)f") }

  private static func parsed(_ value: Double, _ format: String) -> Double {
    guard value.isFinite else { return value }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      guard let base = buffer.baseAddress else { return value }
      _ = withVaList([value]) { vsnprintf(base, buffer.count, format, $0) }
      return strtod(base, nil)
    }
  }
}
