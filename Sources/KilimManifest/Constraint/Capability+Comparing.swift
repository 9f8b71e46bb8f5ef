import KilimModel

/// Where a capability's value stands beside another one.
enum ValueOrder {
  case less, equal, greater
  /// Equal or not, of a kind that has no order.
  case same, different

  init<Value>(_ left: Value, _ right: Value, by precedes: (Value, Value) -> Bool) {
    self = precedes(left, right) ? .less : precedes(right, left) ? .greater : .equal
  }

  /// Whether a relation holds; nil if it asks for an order and there is none.
  func satisfies(_ relation: ConstraintToken.Relation) -> Bool? {
    switch (relation, self) {
    case (.equal, _): self == .equal || self == .same
    case (.different, _): self != .equal && self != .same
    case (_, .same), (_, .different): nil
    case (.less, _): self == .less
    case (.atMost, _): self != .greater
    case (.greater, _): self == .greater
    case (.atLeast, _): self != .less
    }
  }
}

extension Capability {
  /// Whether the capability passes; nil if its value cannot be compared so.
  func passes(_ test: CapabilityComparison.Test) -> Bool? {
    guard let value else { return nil }
    switch test {
    case .relation(let relation, let other):
      return order(value, other).flatMap { $0.satisfies(relation) }
    case .like(let pattern): return pattern.matches(value)
    case .among(let others):
      let orders = others.compactMap { order(value, $0) }
      return orders.isEmpty ? nil : orders.contains { $0.satisfies(.equal) == true }
    case .between(let low, let high):
      guard let isHighEnough = order(value, low).flatMap({ $0.satisfies(.atLeast) }),
        let isLowEnough = order(value, high).flatMap({ $0.satisfies(.atMost) })
      else { return nil }
      return isHighEnough && isLowEnough
    }
  }

  /// By the datatype; without one, by the kind of the other value.
  private func order(_ value: String, _ other: ConstraintValue) -> ValueOrder? {
    switch (datatype, other) {
    case ("INTEGER", _), ("NUMBER", _): orderOfNumbers(value, other.text)
    case ("BOOLEAN", _): orderOfBooleans(value, other.text)
    case ("TIMESTAMP", .number), ("TIMESTAMP", .boolean): nil
    case ("STRING", .number), ("STRING", .boolean): value == other.text ? .same : .different
    case (_, .string(let text)): ValueOrder(value, text, by: <)
    case (_, .number(let text)): orderOfNumbers(value, text)
    case (_, .boolean): orderOfBooleans(value, other.text)
    }
  }

  private func orderOfNumbers(_ value: String, _ other: String) -> ValueOrder? {
    guard let left = DecimalNumber(value), let right = DecimalNumber(other) else { return nil }
    return ValueOrder(left, right, by: <)
  }

  private func orderOfBooleans(_ value: String, _ other: String) -> ValueOrder? {
    guard let left = Bool(value.lowercased()), let right = Bool(other.lowercased()) else {
      return nil
    }
    return left == right ? .same : .different
  }
}
