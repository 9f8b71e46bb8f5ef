import KilimModel

/// A system that a job may be given.
struct SystemCandidate: Hashable {
  var id: String
  var capabilities: [Capability]
  var isEnabled: Bool
  var canExec: Bool
}

/// The system that constraints choose, and why.
enum SystemSelection: Hashable {
  /// Why a system is not taken.
  struct Refusal: Hashable {
    var id: String
    var reason: String
  }

  case chosen(id: String, reason: String)
  case none([Refusal])

  /// Chooses among systems: of those that match, the one whose capabilities that the expression
  /// names have the highest sum of `precedence` (100 where none is given); of equals, the first by
  /// id. The order of the candidates does not matter.
  static func select(
    _ expression: ConstraintExpression, among candidates: [SystemCandidate]
  ) -> SystemSelection {
    let names = expression.names
    var matching: [(id: String, weight: Int)] = []
    var refusals: [Refusal] = []
    for candidate in candidates {
      let index = CapabilityIndex(candidate.capabilities)
      if let reason = candidate.reasonAgainst(expression, index) {
        refusals.append(Refusal(id: candidate.id, reason: reason))
      } else {
        matching.append((candidate.id, index.weight(of: names)))
      }
    }
    let ordered = matching.sorted { ($1.weight, $0.id) < ($0.weight, $1.id) }
    guard let best = ordered.first else { return .none(refusals.sorted { $0.id < $1.id }) }
    let rest = ordered.dropFirst().first
    return .chosen(
      id: best.id, reason: "chosen by constraints: " + reason(expression, best, rest, ordered.count)
    )
  }

  private static func reason(
    _ expression: ConstraintExpression, _ best: (id: String, weight: Int),
    _ second: (id: String, weight: Int)?, _ count: Int
  ) -> String {
    let condition = "`\(expression.text.cutShort)`"
    guard let second else { return "only \(best.id) matches \(condition)" }
    let others = "\(count) systems match \(condition)"
    return best.weight > second.weight
      ? "\(others), \(best.id) with the highest precedence (\(best.weight), then \(second.id) with \(second.weight))"
      : "\(others) with the same precedence, \(best.id) is the first by name"
  }

  /// That no system matches, each with its reason.
  static func diagnostic(
    _ expression: ConstraintExpression, _ refusals: [Refusal], path: String
  ) -> Diagnostic {
    let shown = refusals.prefix(8).map { "\($0.id): \($0.reason)" }
    let more = refusals.count > 8 ? ["and \(refusals.count - 8) more"] : []
    return Diagnostic(
      .noMatchingSystem, "no System matches `\(expression.text.cutShort)`",
      hint: refusals.isEmpty
        ? "there is no System to choose from; apply one with `jobCapabilities`"
        : (shown + more).joined(separator: "; "), path: path)
  }
}

extension SystemCandidate {
  fileprivate func reasonAgainst(
    _ expression: ConstraintExpression, _ index: CapabilityIndex
  ) -> String? {
    guard isEnabled else { return "it is disabled" }
    guard canExec else { return "it runs no jobs (`canExec` is not true)" }
    guard case .fails(let reason) = expression.verdict(on: index) else { return nil }
    return reason
  }
}

extension CapabilityIndex {
  /// The sum of the precedences of the capabilities that are named, each counted once.
  fileprivate func weight(of names: [String]) -> Int {
    var counted: Set<Capability> = []
    return names.flatMap { self[$0] }.reduce(0) { sum, capability in
      guard counted.insert(capability).inserted else { return sum }
      return sum + (capability.precedence ?? 100)
    }
  }
}
