import KilimModel

extension SpaceResolution {
  /// The parts of a space: each axis of its grid, then its tables and samples.
  mutating func parts(of space: ParameterSpace, at path: String) -> [SpacePart] {
    var parts: [SpacePart] = []
    for (name, values) in space.grid.sorted(by: { $0.key < $1.key }) {
      let place = "\(path).grid.\(name)"
      checkName(name, place)
      parts.append(SpacePart(names: [name], columns: [self.values(values, place)]))
    }
    if !space.zip.isEmpty { parts.append(zip(space.zip, "\(path).zip")) }
    if !space.list.isEmpty { parts.append(list(space.list, "\(path).list")) }
    if let file = space.csv, let part = table(file, "\(path).csv") { parts.append(part) }
    if let file = space.jsonLines, let part = lines(file, "\(path).jsonLines") {
      parts.append(part)
    }
    for (field, sample, method) in [
      ("random", space.random, SampleTable.Method.random),
      ("latinHypercube", space.latinHypercube, .latinHypercube), ("sobol", space.sobol, .sobol),
    ] {
      guard let sample, let part = drawn(sample, method, "\(path).\(field)") else { continue }
      parts.append(part)
    }
    for name in space.derived.keys.sorted() { checkName(name, "\(path).derived.\(name)") }
    return parts
  }

  private mutating func checkName(_ name: String, _ path: String) {
    guard !ParameterName.isOne(name) else { return }
    report(
      .invalidText, "`\(name.shortened)` cannot be the name of a parameter",
      hint: "a name has letters, digits and `_`, and begins with no digit; "
        + "`true`, `false`, `in`, `not` and `sweep` are taken", path)
  }

  private mutating func values(_ values: ParameterValues, _ path: String) -> [ParameterValue?] {
    switch values {
    case .listed(let list):
      checkDistinct(list, path)
      return list.map { ParameterValue($0) }
    case .generated(let rule):
      do throws(ExpressionError) {
        return try NumberSequence.values(of: rule).map { ParameterValue(.number($0)) }
      } catch {
        report(.outOfRange, error, path)
        return []
      }
    }
  }

  private mutating func checkDistinct(_ values: [JSONValue], _ path: String) {
    var seen: Set<JSONValue> = []
    for (index, value) in values.enumerated() where !seen.insert(value).inserted {
      report(
        .duplicateItem, "the value `\(value.text.shortened)` stands twice",
        hint: "for repeats add a parameter of its own, as in `repeat: {range: [1, 3, 1]}`",
        "\(path)[\(index)]")
    }
  }

  private mutating func zip(_ zip: [String: ParameterValues], _ path: String) -> SpacePart {
    let names = zip.keys.sorted()
    var columns: [[ParameterValue?]] = []
    for name in names {
      checkName(name, "\(path).\(name)")
      guard let values = zip[name] else { continue }
      // What is zipped may repeat: the combination counts.
      if case .listed(let list) = values {
        columns.append(list.map { ParameterValue($0) })
      } else {
        columns.append(self.values(values, "\(path).\(name)"))
      }
    }
    if let longest = columns.map(\.count).max(), columns.contains(where: { $0.count != longest }) {
      let lengths = Swift.zip(names, columns).map { "`\($0)` has \($1.count)" }
      report(
        .impossibleCombination,
        "what is zipped has as many values each: "
          + lengths.joined(separator: ", "), hint: "`grid` combines all with all", path)
    }
    return SpacePart(names: names, columns: columns)
  }

  private mutating func list(_ points: [[String: JSONValue]], _ path: String) -> SpacePart {
    let names = Set(points.flatMap(\.keys)).sorted()
    for name in names { checkName(name, path) }
    return SpacePart(
      names: names,
      columns: names.map { name in
        points.map { $0[name].flatMap { ParameterValue($0) } }
      })
  }

  private mutating func drawn(
    _ sample: ParameterSample, _ method: SampleTable.Method, _ path: String
  ) -> SpacePart? {
    for name in sample.parameters.keys.sorted() { checkName(name, "\(path).parameters.\(name)") }
    guard !sample.parameters.isEmpty else {
      report(
        .emptySweep, "nothing is drawn here",
        hint: "as in `parameters: {x: {uniform: [0, 1]}}`", path)
      return nil
    }
    do throws(ExpressionError) {
      return SpacePart(try SampleTable(sample, method))
    } catch {
      report(.outOfRange, error, path)
      return nil
    }
  }
}

/// What a parameter may be called: as in expressions and in `${sweep.NAME}`.
enum ParameterName {
  static func isOne(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return false }
    return name.utf8.count <= 64 && !["true", "false", "in", "not", "sweep"].contains(name)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
