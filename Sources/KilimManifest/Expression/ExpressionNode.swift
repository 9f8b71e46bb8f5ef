/// A parsed expression. Names are numbers: places in the list that the caller fills.
indirect enum ExpressionNode: Sendable {
  case constant(ExpressionValue)
  case name(Int)
  case negate(ExpressionNode)
  case not(ExpressionNode)
  case binary(ExpressionOperator, ExpressionNode, ExpressionNode)
  case choose(ExpressionNode, ExpressionNode, ExpressionNode)
  case isAmong(ExpressionNode, [ExpressionNode])
  case call(ExpressionFunction, [ExpressionNode])
}

enum ExpressionOperator: String, Sendable {
  case or = "||"
  case and = "&&"
  case equal = "=="
  case different = "!="
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case remainder = "%"
  case power = "**"

  /// Stronger ones bind first.
  var strength: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .different, .less, .atMost, .greater, .atLeast: 4
    case .add, .subtract: 5
    case .multiply, .divide, .floorDivide, .remainder: 6
    case .power: 8
    }
  }
}
