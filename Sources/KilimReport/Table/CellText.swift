import KilimModel

/// The values of cells as text.
enum CellText {
  /// For programs: all digits, lists and objects as JSON, nothing for no value.
  static func exact(_ value: JSONValue?) -> String {
    switch value {
    case nil, .null?: ""
    case .string(let text)?: text
    case .number(let number)? where !number.isFinite: NumberText.significant(number, digits: 17)
    case .some(let value): value.text
    }
  }

  /// For people: six significant digits, on one line, `-` for no value.
  static func short(_ value: JSONValue?) -> String {
    switch value {
    case nil, .null?: "-"
    case .string(let text)?: text.isEmpty ? "\"\"" : text.onOneLine
    // No digit before the point is left out.
    case .number(let number)? where (1e6..<1e15).contains(number.magnitude):
      NumberText.fixed(number, decimals: 0)
    case .number(let number)?: NumberText.significant(number, digits: 6)
    case .some(let value): value.text
    }
  }

  static func isNumber(_ value: JSONValue?) -> Bool {
    switch value {
    case .integer?, .number?: true
    default: false
    }
  }

  static func isMissing(_ value: JSONValue?) -> Bool { value == nil || value == .null }
}
