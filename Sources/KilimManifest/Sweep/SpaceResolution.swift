import KilimModel

/// Makes the spaces of a sweep from what its manifest says, and collects what is wrong with it.
struct SpaceResolution {
  let directory: String
  let inspector: any SourceInspector
  private(set) var diagnostics: [Diagnostic] = []

  init(directory: String, inspector: any SourceInspector) {
    self.directory = directory
    self.inspector = inspector
  }

  mutating func resolve(_ spec: SweepSpec) -> SweepSpace? {
    let exclusions = expressions(of: spec.exclude)
    var spaces: [ProductSpace] = []
    for (index, parameters) in spec.parameters.enumerated() {
      if let space = resolve(parameters, at: "spec.parameters[\(index)]", exclusions) {
        spaces.append(space)
      }
    }
    guard !diagnostics.hasErrors else { return nil }
    let space = SweepSpace(spaces)
    checkNames(of: exclusions, space)
    guard space.rawCount <= SweepSpace.mostPoints else {
      report(
        .outOfRange, "the sweep has \(space.rawCount) points",
        hint: "at most \(SweepSpace.mostPoints) are allowed; split it", "spec.parameters")
      return nil
    }
    if space.rawCount == 0 {
      report(
        .emptySweep, "the sweep has no point",
        hint: "give a parameter a value, as in `- grid: {k: [1, 2, 3]}`", "spec.parameters")
    }
    return diagnostics.hasErrors ? nil : space
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, hint: String? = nil, part: String? = nil,
    _ path: String
  ) {
    diagnostics.append(Diagnostic(code, message, hint: hint, part: part, path: path))
  }

  mutating func report(_ code: DiagnosticCode, _ error: ExpressionError, _ path: String) {
    report(code, error.message, hint: error.hint, part: error.part, path)
  }

  private mutating func expressions(of texts: [String]) -> [(Expression, String)] {
    var found: [(Expression, String)] = []
    for (index, text) in texts.enumerated() {
      let path = "spec.exclude[\(index)]"
      if let expression = expression(text, path) { found.append((expression, path)) }
    }
    return found
  }

  mutating func expression(_ text: String, _ path: String) -> Expression? {
    do throws(ExpressionError) {
      return try Expression(text)
    } catch {
      report(.expressionSyntax, error, path)
      return nil
    }
  }

  private mutating func checkNames(
    of exclusions: [(expression: Expression, path: String)], _ space: SweepSpace
  ) {
    for exclusion in exclusions {
      for name in exclusion.expression.names where !space.names.contains(name) {
        reportUnknown(name, among: space.names, exclusion.path)
      }
    }
  }

  mutating func reportUnknown(_ name: String, among names: [String], _ path: String) {
    let near = Spelling.nearest(to: name, among: names)
    report(
      .unknownParameter, "there is no parameter `\(name)`",
      hint: near.map { "did you mean `\($0)`?" }
        ?? (names.isEmpty ? nil : "there are " + names.joined(separator: ", ")),
      part: name, path)
  }
}

extension SpaceResolution {
  fileprivate mutating func resolve(
    _ space: ParameterSpace, at path: String, _ exclusions: [(Expression, String)]
  ) -> ProductSpace? {
    let before = diagnostics.count
    let parts = parts(of: space, at: path)
    let given = parts.flatMap(\.names)
    checkTwice(given + Array(space.derived.keys), path)
    let names = Set(given).union(space.derived.keys).sorted()
    let rules = rules(of: space, names, at: path)
    guard diagnostics[before...].allSatisfy({ $0.severity != .error }) else { return nil }
    var count = 1
    for part in parts {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: part.count)
      guard !isTooLarge, product <= SweepSpace.mostPoints else {
        report(
          .outOfRange, "this space has more than \(SweepSpace.mostPoints) points",
          hint: "a sweep has at most so many; split it, or draw a sample with `random`", path)
        return nil
      }
      count = product
    }
    return ProductSpace(
      names: names, parts: parts, count: parts.isEmpty ? 0 : count, rules: rules,
      exclusions: exclusions.map { expression, path in
        ExclusionRule(
          expression: expression, uses: expression.names.map { names.firstIndex(of: $0) },
          path: path)
      })
  }

  private mutating func checkTwice(_ names: [String], _ path: String) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      report(
        .duplicateItem, "the parameter `\(name)` gets its values twice in this space",
        hint: "spaces are items of `parameters`: write a second item for other values", path)
    }
  }

  /// Those that need none of the others first.
  private mutating func rules(
    of space: ParameterSpace, _ names: [String], at path: String
  ) -> [ParameterRule] {
    var waiting: [ParameterRule] = []
    for (field, texts) in [("derived", space.derived), ("when", space.when)] {
      for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
        let place = "\(path).\(field).\(name)"
        guard let parameter = names.firstIndex(of: name) else {
          reportUnknown(name, among: names, place)
          continue
        }
        guard let expression = expression(text, place) else { continue }
        for used in expression.names where !names.contains(used) {
          reportUnknown(used, among: names, place)
        }
        let uses = expression.names.compactMap { names.firstIndex(of: $0) }
        guard uses.count == expression.names.count else { continue }
        waiting.append(
          ParameterRule(
            effect: field == "when" ? .keepIf : .derive, parameter: parameter,
            expression: expression, uses: uses, path: place))
      }
    }
    return ordered(waiting, names)
  }

  private mutating func ordered(_ rules: [ParameterRule], _ names: [String]) -> [ParameterRule] {
    var (waiting, result) = (rules, [ParameterRule]())
    while !waiting.isEmpty {
      let ready = waiting.filter { rule in
        !waiting.contains { other in
          other.path != rule.path
            && (rule.uses.contains(other.parameter)
              || rule.effect == .keepIf && other.effect == .derive
                && other.parameter == rule.parameter)
        } && !(rule.effect == .derive && rule.uses.contains(rule.parameter))
      }
      guard !ready.isEmpty else {
        let circle = waiting.map { names[$0.parameter] }
        report(
          .macroCycle, "the parameters `\(circle.joined(separator: "`, `"))` need each other",
          hint: "one of them has to be known without the others", waiting[0].path)
        return []
      }
      result += ready
      waiting.removeAll { rule in ready.contains { $0.path == rule.path } }
    }
    return result
  }
}
