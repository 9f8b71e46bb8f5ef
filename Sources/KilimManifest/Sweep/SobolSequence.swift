/// The Sobol sequence with the direction numbers of Joe and Kuo (new-joe-kuo-6.21201, 2008), by
/// index, for up to 21 dimensions.
enum SobolSequence {
  static let mostDimensions = 21

  /// Degree, coefficients and first numbers of dimensions 2 to 21.
  private static let table: [(degree: Int, coefficients: UInt32, numbers: [UInt32])] = [
    (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]),
    (4, 4, [1, 3, 5, 13]), (5, 2, [1, 1, 5, 5, 17]), (5, 4, [1, 1, 5, 5, 5]),
    (5, 7, [1, 1, 7, 11, 19]), (5, 11, [1, 1, 5, 1, 1]), (5, 13, [1, 1, 1, 3, 11]),
    (5, 14, [1, 3, 5, 5, 31]), (6, 1, [1, 3, 3, 9, 7, 49]), (6, 13, [1, 1, 1, 15, 21, 21]),
    (6, 16, [1, 3, 1, 13, 27, 49]), (6, 19, [1, 1, 1, 15, 7, 5]), (6, 22, [1, 3, 1, 15, 13, 25]),
    (6, 25, [1, 1, 5, 5, 19, 61]), (7, 1, [1, 3, 7, 11, 23, 15, 103]),
    (7, 4, [1, 3, 7, 13, 13, 15, 69]),
  ]

  /// The direction numbers of a dimension, from 0.
  static func directions(_ dimension: Int) -> [UInt32] {
    guard dimension > 0 else { return (0..<32).map { 1 << (31 - $0) } }
    let (degree, coefficients, numbers) = table[dimension - 1]
    var directions = numbers.enumerated().map { $1 << (31 - $0) }
    for bit in degree..<32 {
      var next = directions[bit - degree] ^ (directions[bit - degree] >> degree)
      for place in 1..<max(1, degree) where coefficients >> (degree - 1 - place) & 1 == 1 {
        next ^= directions[bit - place]
      }
      directions.append(next)
    }
    return directions
  }

  /// The number with an index, of 32 bits. The order is that of Gray codes, as programs print it.
  static func number(_ index: Int, _ directions: [UInt32]) -> UInt32 {
    let gray = UInt32(truncatingIfNeeded: index ^ index >> 1)
    var result: UInt32 = 0
    var rest = gray
    while rest != 0 {
      result ^= directions[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    return result
  }
}
