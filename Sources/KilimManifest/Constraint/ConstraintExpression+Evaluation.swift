import KilimModel

extension ConstraintExpression {
  /// Whether a system matches, and if not the first reason why.
  enum Verdict: Hashable {
    case matches
    case fails(String)
  }

  /// Holds the condition against a system's capabilities.
  ///
  /// Logic is that of SQL: a comparison with something that is not there, or cannot be compared, is
  /// unknown, so is its negation, and only what is true matches. Of several capabilities with one
  /// name, any may pass; for `<>` and NOT, none may.
  func verdict(on capabilities: [Capability]) -> Verdict {
    verdict(on: CapabilityIndex(capabilities))
  }

  func verdict(on index: CapabilityIndex) -> Verdict {
    let outcome = root.evaluate(index, wanted: true)
    guard outcome.truth != true else { return .matches }
    return .fails(outcome.shortfalls.map { $0.words(index) }.joined(separator: ", and "))
  }
}

/// What came of a part of a constraint; a truth of nil is unknown.
private struct Outcome {
  var truth: Bool?
  /// Why it is not what was wanted.
  var shortfalls: [Shortfall] = []
}

/// A comparison that did not come out as it should.
private struct Shortfall {
  var comparison: CapabilityComparison
  var found: [Capability]
  var truth: Bool?
  /// Whether the condition must not hold.
  var isNegated: Bool

  func words(_ index: CapabilityIndex) -> String {
    let name = comparison.name.cutShort
    guard !found.isEmpty else {
      let near = Spelling.nearest(to: comparison.name, among: index.names)
      return "it has no capability \(name)" + (near.map { " (but \($0))" } ?? "")
    }
    let values = found.compactMap(\.value)
    guard !values.isEmpty else { return "\(name) has no value" }
    let shown = values.prefix(3).map(\.cutShort).joined(separator: ", ")
    let condition = comparison.condition(negated: isNegated)
    guard truth != nil else {
      let type = found[0].datatype.map { ", of type \($0)" } ?? ""
      return "\(name) is \(shown)\(type), and cannot be compared by \(condition)"
    }
    return isNegated
      ? "\(name) is \(shown), and \(condition) is asked for"
      : "\(name) is \(shown), not \(condition)"
  }
}

extension ConstraintNode {
  /// In one pass; `wanted` is false inside of NOT.
  fileprivate func evaluate(_ index: CapabilityIndex, wanted: Bool) -> Outcome {
    switch self {
    case .comparison(let comparison): comparison.evaluate(index, wanted: wanted)
    case .not(let node):
      node.evaluate(index, wanted: !wanted).negated
    case .all(let nodes): Self.evaluate(nodes, deciding: false, index, wanted: wanted)
    case .any(let nodes): Self.evaluate(nodes, deciding: true, index, wanted: wanted)
    }
  }

  /// One operand with the truth `deciding` decides: false for AND, true for OR.
  private static func evaluate(
    _ nodes: [ConstraintNode], deciding: Bool, _ index: CapabilityIndex, wanted: Bool
  ) -> Outcome {
    var outcome = Outcome(truth: !deciding)
    // If all operands must be as wanted, the first one that is not says why; else all of them do.
    let limit = wanted == deciding ? 3 : 1
    for node in nodes {
      let part = node.evaluate(index, wanted: wanted)
      if part.truth != wanted, outcome.shortfalls.count < limit {
        outcome.shortfalls += part.shortfalls.prefix(limit - outcome.shortfalls.count)
      }
      if part.truth == deciding {
        outcome.truth = deciding
        break
      }
      if part.truth == nil { outcome.truth = nil }
    }
    if outcome.truth == wanted { outcome.shortfalls = [] }
    return outcome
  }
}

extension Outcome {
  fileprivate var negated: Outcome { Outcome(truth: truth.map { !$0 }, shortfalls: shortfalls) }
}

extension CapabilityComparison {
  fileprivate func evaluate(_ index: CapabilityIndex, wanted: Bool) -> Outcome {
    let found = index[name]
    let results = found.map { $0.passes(test) }
    let passes = results.contains(true) ? true : results.contains(false) ? false : nil
    let truth = passes.map { $0 != isNegated }
    guard truth != wanted else { return Outcome(truth: truth) }
    return Outcome(
      truth: truth,
      shortfalls: [
        Shortfall(
          comparison: self, found: found, truth: truth, isNegated: isNegated == wanted)
      ])
  }
}
