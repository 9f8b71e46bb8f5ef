/// What globs and regular expressions have in common: a tree of what may follow what.
indirect enum PatternNode {
  case set(ScalarSet)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// At least `minimum` times, at most `maximum` times or without a limit; a lazy one prefers fewer.
  case repeated(PatternNode, minimum: Int, maximum: Int?, isLazy: Bool = false)
  /// The first group of a regular expression: what it matches can be asked for.
  case captured(PatternNode)
  case start
  case end
}
