import Glibc

/// What a scalar without quotes is by the core schema of YAML 1.2 (section 10.3.2): `no`, `on` and
/// `yes` are text.
enum ScalarValue: Equatable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case text

  init(plain bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.first else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      self = Self.word(bytes)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      self = Self.numeral(bytes)
    default: self = .text
    }
  }

  private static func word(_ bytes: UnsafeBufferPointer<UInt8>) -> ScalarValue {
    guard bytes.count <= 5 else { return .text }
    switch String(decoding: bytes, as: UTF8.self) {
    case "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: return .text
    }
  }

  private static func numeral(_ bytes: UnsafeBufferPointer<UInt8>) -> ScalarValue {
    guard bytes.count <= 400 else { return .text }
    let text = String(decoding: bytes, as: UTF8.self)
    if let integer = decimal(bytes) { return .integer(integer) }
    if text.hasPrefix("0x"), let value = Int64(digits: text.dropFirst(2), radix: 16) {
      return .integer(value)
    }
    if text.hasPrefix("0o"), let value = Int64(digits: text.dropFirst(2), radix: 8) {
      return .integer(value)
    }
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
    case ".nan", ".NaN", ".NAN": return .number(.nan)
    default: break
    }
    guard isDecimalNumber(bytes), let number = Double(padded(text)) else { return .text }
    return .number(number)
  }

  private static func decimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    var digits = bytes[...]
    let sign = digits.first == UInt8(ascii: "-")
    if sign || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - UInt8(ascii: "0"))
      let (sum, carry) = product.addingReportingOverflow(sign ? -digit : digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
  private static func isDecimalNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    func skipDigits() -> Int {
      let start = position
      while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
      return position - start
    }
    func skip(_ characters: StaticString) -> Bool {
      guard position < bytes.count else { return false }
      let found = characters.withUTF8Buffer { $0.contains(bytes[position]) }
      if found { position += 1 }
      return found
    }
    _ = skip("+-")
    let whole = skipDigits()
    let fraction = skip(".") ? skipDigits() : 0
    guard whole + fraction > 0 else { return false }
    if skip("eE") {
      _ = skip("+-")
      guard skipDigits() > 0 else { return false }
    }
    return position == bytes.count
  }

  /// Swift wants no bare point at either end.
  private static func padded(_ text: String) -> String {
    text.hasSuffix(".") ? text + "0" : text
  }
}

extension Int64 {
  fileprivate init?(digits: Substring, radix: Int) {
    guard let first = digits.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+")
    else { return nil }
    self.init(digits, radix: radix)
  }
}
