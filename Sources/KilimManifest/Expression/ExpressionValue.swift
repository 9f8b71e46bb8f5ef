package import KilimModel

/// What an expression works with.
package enum ExpressionValue: Sendable, Hashable {
  case number(Double)
  case text(String)
  case boolean(Bool)
  /// A parameter that the point does not have.
  case missing

  /// Nil for a list, a mapping or null.
  package init?(_ value: JSONValue) {
    switch value {
    case .integer(let number): self = .number(Double(number))
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .bool(let value): self = .boolean(value)
    case .null: self = .missing
    case .array, .object: return nil
    }
  }

  /// Whole numbers have no point. Nil for `missing`.
  package var json: JSONValue? {
    switch self {
    case .number(let number):
      if number == number.rounded(), abs(number) < 9_007_199_254_740_992 {
        return .integer(Int64(number))
      }
      return .number(number)
    case .text(let text): return .string(text)
    case .boolean(let value): return .bool(value)
    case .missing: return nil
    }
  }

  /// As it stands in a text.
  package var plainText: String {
    switch self {
    case .text(let text): text
    case .missing: ""
    case .number, .boolean: json?.text ?? ""
    }
  }

  var kind: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .boolean: "true or false"
    case .missing: "a parameter that this point does not have"
    }
  }
}

/// Why a text is no expression, or has no value.
package struct ExpressionError: Error, Sendable, Hashable {
  package var message: String
  package var hint: String?
  /// The piece of the text that it is about; nil for the whole.
  package var part: String?

  init(_ message: String, hint: String? = nil, part: String? = nil) {
    self.message = message
    self.hint = hint
    self.part = part
  }
}
