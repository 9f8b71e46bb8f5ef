import KilimModel

/// The strict engine (Tapis reference, section 4.2): directories and log names, which may name
/// each other in any order.
struct MacroResolver {
  /// Brings a resolved text into the form that others see, or refuses it.
  typealias Finish = (MacroName, String) throws(MacroError) -> String

  /// In bytes, as Linux limits a path (PATH_MAX). Without a limit, seven directories that name each
  /// other could ask for more memory than there is.
  static let longest = 4096

  private enum State {
    case waiting(text: String)
    case resolving
    case failed
  }

  private(set) var values: MacroTable
  private let facts: HostFacts
  private let exec: FactPlace
  private let archive: FactPlace
  private var states = [State?](repeating: nil, count: MacroName.allCases.count)
  private var stack: [MacroName] = []
  private(set) var failures: [(macro: MacroName, error: MacroError)] = []
  /// The facts that stand in the values without having been asked for.
  private(set) var pending: [PendingFact] = []

  /// The archive directory is that of the archive system; all else belongs to the exec system.
  init(
    values: MacroTable, facts: HostFacts, exec: FactPlace = .here, archive: FactPlace = .here
  ) {
    self.values = values
    self.facts = facts
    self.exec = exec
    self.archive = archive
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
      let place = macro == .archiveSystemDir ? archive : exec
      values[macro] = try finish(macro, try resolve(text, at: place, finish))
      states[macro.rawValue] = nil
    } catch {
      states[macro.rawValue] = .failed
      failures.append((macro, error))
    }
  }

  /// Resolves a text of its own; variables are those of the exec system unless it is said
  /// otherwise.
  mutating func resolve(
    _ text: String, at place: FactPlace? = nil,
    _ finish: Finish = { (_, text) throws(MacroError) in text }
  ) throws(MacroError) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "H") }) else {
      return text
    }
    let parsed = try MacroText(text)
    var result = ""
    // Mostly a path: room for it at once.
    result.reserveCapacity(128)
    if let evaluation = parsed.hostEvaluation {
      result = try evaluate(evaluation, at: place ?? exec)
    }
    for part in parsed.parts {
      switch part {
      case .text(let text): result += text
      case .macro(let name): result += try value(of: name, finish)
      }
      guard result.utf8.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
    }
    return result
  }

  private mutating func evaluate(
    _ evaluation: MacroText.HostEvaluation, at place: FactPlace
  ) throws(MacroError) -> String {
    let answer: String?
    switch place {
    case .here: answer = facts.variable(evaluation.variable)
    case .exec(let system), .archive(let system):
      answer = facts.recorded(system, evaluation.variable)
      if answer == nil, let fact = place.pending(evaluation) {
        if !pending.contains(fact) { pending.append(fact) }
        return fact.text
      }
    }
    if let value = answer?.trimmingBlanks, !value.isEmpty { return String(value) }
    guard let fallback = evaluation.fallback else {
      throw .hostVariable(evaluation.variable, at: place)
    }
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
