/// What globs and regular expressions have in common: a tree of what may follow what.
indirect enum PatternNode {
  case set(ScalarSet)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// At least `minimum` times, at most `maximum` times or without a limit.
  case repeated(PatternNode, minimum: Int, maximum: Int?)
  case start
  case end
}
