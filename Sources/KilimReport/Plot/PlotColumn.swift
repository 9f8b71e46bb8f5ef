import KilimModel

/// The values of one column of a plot, gathered row by row.
///
/// Numbers as long as there is nothing but numbers; the first word makes categories of all.
struct PlotColumn: Sendable {
  /// Categories are numbered from 0 in the order of their first appearance; NaN is no value.
  private(set) var values: [Double] = []
  /// Nil while all values are numbers.
  private(set) var categories: [String]?
  private var numbers: [String: Int] = [:]
  /// The first value that is no number, and its point.
  private(set) var firstWord: (text: String, point: Int)?

  /// - Parameter takesWords: false for what is measured: a word is a mistake then, and no value.
  mutating func append(_ value: JSONValue?, point: Int, takesWords: Bool) {
    if CellText.isMissing(value) { return values.append(.nan) }
    if categories == nil, let number = Self.number(value) { return values.append(number) }
    let text = CellText.exact(value)
    if Self.isNoNumber(text), categories == nil { return values.append(.nan) }
    if firstWord == nil, Self.number(value) == nil { firstWord = (text, point) }
    guard takesWords else { return values.append(.nan) }
    if categories == nil { makeCategories() }
    values.append(Double(category(text)))
  }

  private mutating func makeCategories() {
    categories = []
    for (index, value) in values.enumerated() where !value.isNaN {
      let isWhole = value == value.rounded() && value.magnitude < 1e15
      values[index] = Double(category(isWhole ? String(Int64(value)) : "\(value)"))
    }
  }

  private mutating func category(_ text: String) -> Int {
    if let number = numbers[text] { return number }
    let number = numbers.count
    numbers[text] = number
    categories?.append(text)
    return number
  }

  private static func number(_ value: JSONValue?) -> Double? {
    let number: Double
    switch value {
    case .integer(let integer)?: number = Double(integer)
    case .number(let double)?: number = double
    default: return nil
    }
    guard number.isFinite else { return .nan }
    // Beyond this, differences and logarithms of axes would leave the range of a Double.
    return number.magnitude < 1e-290 ? 0 : min(max(number, -1e290), 1e290)
  }

  /// What programs print for a loss that ran away is no value, not a word.
  private static func isNoNumber(_ text: String) -> Bool {
    ["nan", "inf", "+inf", "-inf", "infinity", "-infinity", "-nan"].contains(text.lowercased())
  }
}
