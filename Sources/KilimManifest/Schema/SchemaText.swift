import KilimModel

/// The parts of a schema that stand for one value.
enum SchemaText {
  static func type(_ name: String, _ isNullable: Bool) -> JSONValue.Member {
    .init("type", isNullable ? [.string(name), "null"] : .string(name))
  }

  /// The field's documentation, and in words what keywords do not say.
  static func description(of field: FieldDescription) -> String {
    var text = field.documentation
    if let other = field.otherName { text += " Also called `\(other)`." }
    if let words = field.defaultText { text += " Default: \(words)." }
    return text + (field.origin == "Kilim" ? " Kilim's own." : " From Tapis.")
  }

  static func limits(_ lengths: ClosedRange<Int>, _ rule: TextRule) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if lengths.lowerBound > 0 {
      members.append(.init("minLength", .integer(Int64(lengths.lowerBound))))
    }
    if lengths.upperBound < Int.max {
      members.append(.init("maxLength", .integer(Int64(lengths.upperBound))))
    }
    if let pattern = rule.pattern { members.append(.init("pattern", .string(pattern))) }
    if let forbidden = rule.forbiddenPattern {
      members.append(.init("not", ["type": "string", "pattern": .string(forbidden)]))
    }
    return members
  }
}

extension TextRule {
  /// The rule as a regular expression of ECMA-262, without what other engines do not have, such as
  /// looking ahead.
  fileprivate var pattern: String? {
    switch self {
    case .anything: nil
    case .oneLine: #"^[^\x00-\x1f\x7f-\x9f]*$"#
    case .identifier: "^[A-Za-z0-9][A-Za-z0-9._~-]*$"
    case .stepName: "^([0-9]*[A-Za-z]|[0-9]+[_-])[A-Za-z0-9_-]*$"
    case .harmless: #"^[^\x00-\x1f\x7f-\x9f&><|;`]*$"#
    case .environmentKey: "^[A-Za-z_][A-Za-z0-9_]*$"
    case .objectName: #"^[^\x00-\x1f\x7f-\x9f/#]*$"#
    case .objectReference: #"^(job|sweep|workflow)/[^\x00-\x1f\x7f-\x9f/#]+$"#
    case .timeSpan: "^[0-9]{1,9}[smhdw]$"
    case .relativePath: #"^[^\x00-\x1f\x7f-\x9f/][^\x00-\x1f\x7f-\x9f]*$"#
    case .jsonPath: Self.jsonPathPattern
    // Whether it is one, no expression can say.
    case .regularExpression: nil
    case .secretSource:
      #"^(env:[A-Za-z_][A-Za-z0-9_]*|(file|command):[^\x00-\x1f\x7f-\x9f]+)$"#
    }
  }

  /// What a text that matches `pattern` must not match.
  fileprivate var forbiddenPattern: String? {
    switch self {
    case .environmentKey: "^_tapis"
    case .secretSource: "^env:_tapis"
    case .relativePath: #"(^|/)\.\.(/|$)"#
    case .anything, .oneLine, .identifier, .stepName, .harmless, .objectName, .objectReference,
      .timeSpan,
      .jsonPath, .regularExpression:
      nil
    }
  }

  private static let jsonPathPattern = {
    let key = #"\.[^\x00-\x2c\x2e\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]+"#
    return #"^(\#(key)|\.\[[0-9]+\])(\#(key)|\.?\[[0-9]+\])*$"#
  }()
}

extension FieldDescription {
  /// The default, where it is a value; "the System's queue" is none.
  var defaultValue: JSONValue? {
    guard let text = defaultText else { return nil }
    switch shape {
    case .boolean: return ["true": true, "false": false][text]
    case .integer: return Int64(text).map { .integer($0) }
    case .number: return Double(text).map { .number($0) }
    case .choice(let allowed): return allowed.contains(text) ? .string(text) : nil
    // Words for people are several.
    case .text, .orBlank(.text): return text.contains(" ") ? nil : .string(text)
    case .orBlank, .list, .record, .stringMap, .freeMapping, .scalar, .either, .tuple, .map:
      return nil
    }
  }
}
