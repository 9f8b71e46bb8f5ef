/// Walks over the scalars of a pattern.
struct PatternScanner {
  let scalars: [Unicode.Scalar]
  private(set) var position: Int
  let end: Int

  init(_ text: String, from start: Int, to end: Int?) {
    scalars = Array(text.unicodeScalars)
    position = start
    self.end = end ?? scalars.count
  }

  var next: Unicode.Scalar? { position < end ? scalars[position] : nil }

  /// The scalar behind the next one.
  var afterNext: Unicode.Scalar? { position + 1 < end ? scalars[position + 1] : nil }

  mutating func take() -> Unicode.Scalar? {
    guard let scalar = next else { return nil }
    position += 1
    return scalar
  }

  /// Takes the next scalar if it is this one.
  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  func failure(_ message: String, at offset: Int? = nil) -> PathPatternError {
    PathPatternError(message: message, offset: offset ?? position)
  }
}
