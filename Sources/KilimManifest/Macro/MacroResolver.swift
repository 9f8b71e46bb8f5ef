import KilimModel

/// The strict engine (Tapis reference, section 4.2): directories and log names, which may name
/// each other in any order.
struct MacroResolver {
  /// Brings a resolved text into the form that others see, or refuses it.
  typealias Finish = (MacroName, String) throws(MacroError) -> String

  private enum State {
    case waiting(text: String)
    case resolving
    case failed
  }

  private(set) var values: MacroTable
  private let facts: HostFacts
  private var states = [State?](repeating: nil, count: MacroName.allCases.count)
  private var stack: [MacroName] = []
  private(set) var failures: [(macro: MacroName, error: MacroError)] = []

  init(values: MacroTable, facts: HostFacts) {
    self.values = values
    self.facts = facts
  }

  /// Declares a macro whose value is still to be resolved.
  mutating func declare(_ macro: MacroName, as text: String) {
    states[macro.rawValue] = .waiting(text: text)
  }

  /// Resolves one declared macro, and first what it needs. A failure is kept in `failures`, once.
  mutating func settle(_ macro: MacroName, _ finish: Finish) {
    guard values[macro] == nil, case .waiting(let text)? = states[macro.rawValue] else { return }
    states[macro.rawValue] = .resolving
    stack.append(macro)
    defer { stack.removeLast() }
    do throws(MacroError) {
      // Before and after macros are filled in (Tapis reference, section 1.4).
      guard !PathText.climbs(text) else { throw .climbs(text) }
      values[macro] = try finish(macro, try resolve(text, finish))
      states[macro.rawValue] = nil
    } catch {
      states[macro.rawValue] = .failed
      failures.append((macro, error))
    }
  }

  /// Resolves a text of its own.
  mutating func resolve(
    _ text: String, _ finish: Finish = { (_, text) throws(MacroError) in text }
  ) throws(MacroError) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "H") }) else {
      return text
    }
    let parsed = try MacroText(text)
    var result = try parsed.hostEvaluation.map(evaluate) ?? ""
    // Mostly a path: room for it at once.
    result.reserveCapacity(128)
    for part in parsed.parts {
      switch part {
      case .text(let text): result += text
      case .macro(let name): result += try value(of: name, finish)
      }
    }
    return result
  }

  private func evaluate(
    _ evaluation: MacroText.HostEvaluation
  ) throws(MacroError) -> String {
    if let value = facts.variable(evaluation.variable)?.trimmingBlanks, !value.isEmpty {
      return String(value)
    }
    guard let fallback = evaluation.fallback else { throw .hostVariable(evaluation.variable) }
    return fallback
  }

  private mutating func value(
    of name: Substring, _ finish: Finish
  ) throws(MacroError) -> String {
    guard let macro = MacroName(name) else { throw .unknown(String(name)) }
    if let value = values[macro] { return value }
    switch states[macro.rawValue] {
    case .waiting: settle(macro, finish)
    case .resolving: throw .cycle(Array(stack.drop { $0 != macro }) + [macro])
    case .failed: throw .reportedElsewhere
    case nil: throw .unavailable(macro)
    }
    guard let value = values[macro] else { throw .reportedElsewhere }
    return value
  }
}
