import KilimModel

/// The machine whose variables HOST_EVAL asks for.
enum FactPlace: Hashable {
  case here
  /// The exec system, when it is another machine.
  case exec(String)
  /// The archive system, when it is another machine than both.
  case archive(String)

  /// Stands in a plan for a value that nobody has asked for yet.
  func pending(_ evaluation: MacroText.HostEvaluation) -> PendingFact? {
    let fallback = evaluation.fallback.map { $0.hasPrefix("/") ? PathText.canonical($0) : $0 }
    let inside = "$\(evaluation.variable)\(fallback.map { ", \($0)" } ?? "")"
    switch self {
    case .here: return nil
    case .exec(let system):
      return PendingFact(
        text: "\(PendingFact.start)\(inside))", systemId: system, variable: evaluation.variable,
        fallback: fallback)
    case .archive(let system):
      return PendingFact(
        text: "\(PendingFact.start)\(inside) on \(system))", systemId: system,
        variable: evaluation.variable, fallback: fallback)
    }
  }
}
