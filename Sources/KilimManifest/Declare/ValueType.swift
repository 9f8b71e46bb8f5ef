import KilimModel

/// Which fields to write.
enum Selection: Sendable {
  case all
  /// Those that can change a run's result (product, section 5).
  case identity
}

/// How values of one type are read from a node and written as JSON, and what people are told of it.
struct ValueType<Value: Sendable>: Sendable {
  /// What `read` accepts.
  var shape: ValueShape
  /// Reads a node; nil after a diagnostic.
  var read: @Sendable (Int32, inout Decoding) -> Value?
  var write: @Sendable (Value, Selection) -> JSONValue
  /// The fields inside, with the way to them, for hints at misplaced ones.
  var nested: [String: String] = [:]
  /// The fields of a mapping, or of each mapping in a list.
  var record: (@Sendable () -> RecordDescription)?

  /// As in "must be a whole number of 1 or more".
  var summary: String { shape.summary }
}

extension ValueType where Value == Bool {
  static var boolean: ValueType {
    ValueType(shape: .boolean) { node, decoding in
      switch decoding.scalar(node) {
      case .boolean(let value): return value
      default:
        decoding.reportType(node, "true or false", hint: decoding.booleanHint(node))
        return nil
      }
    } write: { value, _ in
      .bool(value)
    }
  }
}

extension ValueType where Value == Int {
  static func integer(_ range: ClosedRange<Int>) -> ValueType {
    let shape = ValueShape.integer(range)
    return ValueType(shape: shape) { node, decoding in
      guard case .integer(let value) = decoding.scalar(node) else {
        decoding.reportType(node, "a whole number", hint: decoding.integerHint(node))
        return nil
      }
      guard range.contains(Int(value)) else {
        decoding.report(
          .outOfRange, at: node, "`\(decoding.path.name)` is \(value)",
          hint: value > range.upperBound
            ? "at most \(range.upperBound) is allowed" : "allowed is \(shape.summary)")
        return nil
      }
      return Int(value)
    } write: { value, _ in
      .integer(Int64(value))
    }
  }

  /// A number of jobs; -1 means no limit.
  static var jobCount: ValueType { integer(-1...Int(Int32.max)) }

  static func integer(_ range: PartialRangeFrom<Int>) -> ValueType {
    integer(range.lowerBound...Int(Int32.max))
  }
}

extension ValueType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the cases, spelt exactly.
  static func choice(of type: Value.Type) -> ValueType {
    let allowed = type.allCases.map(\.rawValue)
    return ValueType(shape: .choice(allowed)) { node, decoding in
      guard let text = decoding.text(node) else {
        decoding.reportType(node, "text", hint: "allowed: " + allowed.joined(separator: ", "))
        return nil
      }
      if let value = Value(rawValue: text) { return value }
      decoding.reportChoice(node, text, allowed)
      return nil
    } write: { value, _ in
      .string(value.rawValue)
    }
  }
}

extension ValueType where Value == String {
  /// Text that is one of `allowed`.
  static func choice(among allowed: [String]) -> ValueType {
    ValueType(shape: .choice(allowed)) { node, decoding in
      guard let text = decoding.text(node) else {
        decoding.reportType(node, "text", hint: "allowed: " + allowed.joined(separator: ", "))
        return nil
      }
      if allowed.contains(text) { return text }
      decoding.reportChoice(node, text, allowed)
      return nil
    } write: { value, _ in
      .string(value)
    }
  }
}
