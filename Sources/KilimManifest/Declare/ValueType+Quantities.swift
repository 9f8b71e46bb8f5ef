import KilimModel

extension ValueType where Value == TimeSpan {
  /// A length of time, as in `90s`.
  static var timeSpan: ValueType {
    let text = ValueType<String>.text(1...20, .timeSpan)
    return ValueType(
      shape: text.shape,
      read: { node, decoding in text.read(node, &decoding).flatMap { TimeSpan($0) } },
      write: { value, _ in .string(value.text) })
  }
}

extension ValueType where Value == Double {
  static func number(_ range: ClosedRange<Double>) -> ValueType {
    let shape = ValueShape.number(range)
    return ValueType(shape: shape) { node, decoding in
      let value: Double
      switch decoding.scalar(node) {
      case .integer(let whole): value = Double(whole)
      case .number(let number): value = number
      default:
        decoding.reportType(node, "a number", hint: decoding.integerHint(node))
        return nil
      }
      guard range.contains(value) else {
        decoding.report(
          .outOfRange, at: node, "`\(decoding.path.name)` is \(decoding.written(node) ?? "")",
          hint: "allowed is \(shape.summary)")
        return nil
      }
      return value
    } write: { value, _ in
      .number(value)
    }
  }
}
