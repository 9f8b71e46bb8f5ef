/// Numbers as text, the same on every machine and in every locale.
enum NumberText {
  /// At most so many significant digits, without zeros at the end: `0.9667`, `12000`, `1.5e-07`.
  static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    guard value != 0 else { return "0" }
    let decimal = Decimal(value).rounded(to: digits)
    let isPlain = (-5..<max(digits, 7)).contains(decimal.exponent)
    let text = isPlain ? decimal.plain : decimal.scientific
    return value < 0 ? "-" + text : text
  }

  /// With exactly so many digits behind the point; for axes whose labels belong together.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let scale = power(10, decimals)
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 9e15 else { return significant(value, digits: 6) }
    let digits = String(UInt64(scaled.magnitude))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = padded.dropLast(decimals)
    let sign = scaled < 0 ? "-" : ""
    return decimals == 0 ? sign + whole : "\(sign)\(whole).\(padded.suffix(decimals))"
  }

  /// A length in a picture: hundredths at most.
  static func length(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let text = fixed(value, decimals: 2)
    if text.hasSuffix(".00") { return String(text.dropLast(3)) }
    return text.hasSuffix("0") ? String(text.dropLast()) : text
  }

  static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent.magnitude { result *= base }
    return exponent < 0 ? 1 / result : result
  }
}

/// The digits of a number without its sign: 0.d₁d₂… times ten to `exponent` + 1.
private struct Decimal {
  var digits: [UInt8]
  /// Of the first digit: 0 for 1 to 9.99.
  var exponent: Int

  init(_ value: Double) {
    // Swift prints the shortest digits that give the number again.
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let whole = Array(mantissa[0].utf8)
    let all = whole + (mantissa.count > 1 ? Array(mantissa[1].utf8) : [])
    let zeros = all.prefix { $0 == 0x30 }.count
    digits = all.dropFirst(zeros).map { $0 - 0x30 }
    exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + whole.count - 1 - zeros
    dropZeros()
  }

  func rounded(to count: Int) -> Decimal {
    guard digits.count > count else { return self }
    var result = self
    result.digits = Array(digits[..<count])
    if digits[count] >= 5 {
      var index = count - 1
      while index >= 0, result.digits[index] == 9 {
        result.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        result.digits[index] += 1
      } else {
        result.digits.insert(1, at: 0)
        result.exponent += 1
      }
    }
    result.dropZeros()
    return result
  }

  private mutating func dropZeros() {
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
  }

  private func text(_ digits: some Sequence<UInt8>) -> String {
    digits.reduce(into: "") { $0 += "\($1)" }
  }

  var plain: String {
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text(digits) }
    guard digits.count > exponent + 1 else {
      return text(digits) + String(repeating: "0", count: exponent + 1 - digits.count)
    }
    return text(digits[...exponent]) + "." + text(digits[(exponent + 1)...])
  }

  var scientific: String {
    let mantissa = digits.count == 1 ? "\(digits[0])" : "\(digits[0])." + text(digits[1...])
    return mantissa + (exponent < 0 ? "e-" : "e+") + (exponent.magnitude < 10 ? "0" : "")
      + "\(exponent.magnitude)"
  }
}
