/// A number as people write it: `64`, `-1.5`, `2e9`; not `inf`, `nan` or hexadecimal.
enum DecimalNumber {
  /// Exact as far as it goes.
  case integer(Int)
  case real(Double)

  init?(_ text: String) {
    if let integer = Int(text) {
      self = .integer(integer)
      return
    }
    let isDecimal = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard isDecimal, text.utf8.count <= 400, let real = Double(text), real.isFinite else {
      return nil
    }
    self = .real(real)
  }

  private var real: Double {
    switch self {
    case .integer(let integer): Double(integer)
    case .real(let real): real
    }
  }

  static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    if case .integer(let left) = left, case .integer(let right) = right { return left < right }
    return left.real < right.real
  }
}
