/// One space of a sweep: the product of its parts, point by point.
struct ProductSpace: Sendable {
  /// A parameter that a part gives.
  struct Column: Sendable {
    /// `"name":`
    var prefix: [UInt8]
    var part: Int
    var column: Int
  }

  /// All parameters, sorted; those that are derived as well.
  let names: [String]
  let count: Int
  private let parts: [SpacePart]
  /// How many points share one row of the part.
  private let strides: [Int]
  /// In the order of the names; nil for one that is derived.
  private let columns: [Column?]
  private let prefixes: [[UInt8]]
  private let rules: [ParameterRule]
  private let exclusions: [ExclusionRule]

  init(
    names: [String], parts: [SpacePart], count: Int, rules: [ParameterRule],
    exclusions: [ExclusionRule]
  ) {
    self.names = names
    self.parts = parts
    self.count = count
    self.rules = rules
    self.exclusions = exclusions
    prefixes = names.map { Array("\"\($0)\":".utf8) }
    var columns = [Column?](repeating: nil, count: names.count)
    var strides: [Int] = []
    var rest = count
    for (number, part) in parts.enumerated() {
      rest /= max(1, part.count)
      strides.append(rest)
      for (column, name) in part.names.enumerated() {
        guard let place = names.firstIndex(of: name) else { continue }
        columns[place] = Column(prefix: prefixes[place], part: number, column: column)
      }
    }
    self.columns = columns
    self.strides = strides
  }

  /// Appends the point with an index, unless it is excluded.
  func append(_ index: Int, to batch: inout PointBatch) throws(SweepProblem) {
    guard rules.isEmpty, exclusions.isEmpty else { return try appendWithRules(index, to: &batch) }
    batch.append { bytes in
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for case let column? in columns {
        let part = parts[column.part]
        let row = index / strides[column.part] % part.count
        let length = bytes.count
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        if part.append(row, column.column, after: column.prefix, to: &bytes) {
          isFirst = false
        } else {
          bytes.removeLast(bytes.count - length)
        }
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private func appendWithRules(_ index: Int, to batch: inout PointBatch) throws(SweepProblem) {
    var values = columns.map { column -> ParameterValue? in
      guard let column else { return nil }
      let part = parts[column.part]
      return part.value(index / strides[column.part] % part.count, column.column)
    }
    for rule in rules { try apply(rule, to: &values) }
    for rule in exclusions {
      if try isExcluded(by: rule, values) { return }
    }
    let found = values
    batch.append { write(found, to: &$0) }
  }

  private func apply(
    _ rule: ParameterRule, to values: inout [ParameterValue?]
  ) throws(SweepProblem) {
    let known = values
    let used = rule.uses.map { known[$0]?.value ?? .missing }
    do throws(ExpressionError) {
      switch rule.effect {
      case .keepIf:
        guard values[rule.parameter] != nil else { return }
        if try !rule.expression.isTrue(used) { values[rule.parameter] = nil }
      case .derive:
        let value = try rule.expression.value(used)
        values[rule.parameter] = value == .missing ? nil : ParameterValue(value)
      }
    } catch {
      throw SweepProblem(error: error, path: rule.path, point: text(known))
    }
  }

  private func isExcluded(
    by rule: ExclusionRule, _ values: [ParameterValue?]
  ) throws(SweepProblem) -> Bool {
    do throws(ExpressionError) {
      return try rule.expression.isTrue(
        rule.uses.map { $0.flatMap { values[$0]?.value } ?? .missing })
    } catch {
      throw SweepProblem(error: error, path: rule.path, point: text(values))
    }
  }

  private func write(_ values: [ParameterValue?], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for (place, value) in values.enumerated() {
      guard let value else { continue }
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      bytes.append(contentsOf: prefixes[place])
      bytes.append(contentsOf: value.json)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private func text(_ values: [ParameterValue?]) -> String {
    var bytes: [UInt8] = []
    write(values, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
