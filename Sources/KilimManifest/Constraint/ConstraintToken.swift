/// A piece of a constraint's text.
enum ConstraintToken: Hashable {
  case name(String)
  case keyword(Keyword)
  case string(String)
  case number(String)
  case relation(Relation)
  case comma, open, close, end

  enum Keyword: String, CaseIterable {
    case and = "AND"
    case or = "OR"
    case not = "NOT"
    case `in` = "IN"
    case between = "BETWEEN"
    case like = "LIKE"
    case `true` = "TRUE"
    case `false` = "FALSE"
  }

  /// A relation between a capability and a value.
  enum Relation: String {
    case equal = "="
    case different = "<>"
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
  }
}
