/// A constraint, read.
indirect enum ConstraintNode: Hashable {
  case comparison(CapabilityComparison)
  case not(ConstraintNode)
  case all([ConstraintNode])
  case any([ConstraintNode])
}

/// A value in a constraint.
enum ConstraintValue: Hashable {
  case string(String)
  case number(String)
  case boolean(Bool)

  /// What it says, without quotes.
  var text: String {
    switch self {
    case .string(let text), .number(let text): text
    case .boolean(let value): value ? "true" : "false"
    }
  }

  /// As it stands in a constraint.
  var written: String {
    switch self {
    case .string(let text): "'\(text.cutShort)'"
    case .number(let text): text.cutShort
    case .boolean(let value): value ? "TRUE" : "FALSE"
    }
  }
}

/// One capability against one condition.
struct CapabilityComparison: Hashable {
  enum Test: Hashable {
    case relation(ConstraintToken.Relation, ConstraintValue)
    case among([ConstraintValue])
    case between(ConstraintValue, ConstraintValue)
    case like(LikePattern)
  }

  /// The capability's name, perhaps with its category and subcategory in front.
  var name: String
  var test: Test
  /// For `<>` and NOT IN, BETWEEN, LIKE: no value of the capability may pass.
  var isNegated: Bool

  /// The condition as it stands in a constraint.
  func condition(negated: Bool) -> String {
    switch test {
    case .relation(.equal, let value): "\(negated ? "<>" : "=") \(value.written)"
    case .relation(let relation, let value):
      "\(negated ? "NOT " : "")\(relation.rawValue) \(value.written)"
    case .among(let values): "\(negated ? "NOT " : "")IN (\(Self.list(values)))"
    case .between(let low, let high):
      "\(negated ? "NOT " : "")BETWEEN \(low.written) AND \(high.written)"
    case .like(let pattern): "\(negated ? "NOT " : "")LIKE '\(pattern.text.cutShort)'"
    }
  }

  private static func list(_ values: [ConstraintValue]) -> String {
    values.prefix(5).map(\.written).joined(separator: ", ") + (values.count > 5 ? ", ..." : "")
  }
}
