import KilimModel

/// The values of a `random`, `latinHypercube` or `sobol` part: each depends on the seed, the row and
/// the parameter alone, so that all machines draw the same, in any order.
struct SampleTable: Sendable {
  enum Method: Sendable { case random, latinHypercube, sobol }

  /// One parameter.
  private struct Column: Sendable {
    var draw: DrawnValue
    /// Mixes seed and name, so that another parameter beside it changes nothing.
    var key: UInt64
    var directions: [UInt32] = []
    /// The stratum of each row.
    var strata: [UInt32] = []
  }

  let names: [String]
  let count: Int
  private let method: Method
  private let columns: [Column]
  private let isShifted: Bool

  init(_ sample: ParameterSample, _ method: Method) throws(ExpressionError) {
    let names = sample.parameters.keys.sorted()
    guard method != .sobol || names.count <= SobolSequence.mostDimensions else {
      throw ExpressionError(
        "`sobol` has at most \(SobolSequence.mostDimensions) parameters, not \(names.count)",
        hint: "use `latinHypercube`")
    }
    var columns: [Column] = []
    for (dimension, name) in names.enumerated() {
      guard let distribution = sample.parameters[name] else { continue }
      var column = Column(
        draw: try DrawnValue(distribution), key: Self.key(of: name, seed: sample.seed ?? 0))
      switch method {
      case .random: break
      case .sobol: column.directions = SobolSequence.directions(dimension)
      case .latinHypercube: column.strata = Self.permutation(sample.count, column.key)
      }
      columns.append(column)
    }
    self.names = names
    self.count = sample.count
    self.method = method
    self.columns = columns
    isShifted = sample.seed != nil
  }

  func value(_ row: Int, _ column: Int) -> ExpressionValue {
    let column = columns[column]
    return column.draw.value(at: unit(row, column))
  }

  /// From 0 up to, but without, 1.
  private func unit(_ row: Int, _ column: Column) -> Double {
    switch method {
    case .random: return Self.fraction(Self.mixed(column.key &+ UInt64(row)))
    case .latinHypercube:
      let inside = Self.fraction(Self.mixed(column.key &+ UInt64(row)))
      return (Double(column.strata[row]) + inside) / Double(count)
    case .sobol:
      var number = SobolSequence.number(row, column.directions)
      // A digital shift keeps the evenness; without a seed it is the plain sequence.
      if isShifted { number ^= UInt32(truncatingIfNeeded: Self.mixed(column.key) >> 32) }
      return Double(number) / 4_294_967_296
    }
  }

  /// 53 bits.
  private static func fraction(_ bits: UInt64) -> Double {
    Double(bits >> 11) / 9_007_199_254_740_992
  }

  /// FNV-1a over the name, then the seed.
  private static func key(of name: String, seed: Int) -> UInt64 {
    let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return mixed(hash ^ mixed(UInt64(bitPattern: Int64(seed))))
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }

  /// Fisher and Yates.
  private static func permutation(_ count: Int, _ key: UInt64) -> [UInt32] {
    var places = (0..<UInt32(count)).map { $0 }
    var state = ~key
    for last in stride(from: count - 1, to: 0, by: -1) {
      state = mixed(state)
      places.swapAt(last, Int(state.multipliedFullWidth(by: UInt64(last + 1)).high))
    }
    return places
  }
}
