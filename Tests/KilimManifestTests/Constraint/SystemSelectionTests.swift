import KilimModel
import Testing

@testable import KilimManifest

struct SystemSelectionTests {
  private func system(
    _ id: String, _ capabilities: KeyValuePairs<String, String?>, precedence: Int? = nil,
    enabled: Bool = true, canExec: Bool = true
  ) -> SystemCandidate {
    var list = ConstraintBench.capabilities(capabilities)
    for index in list.indices { list[index].precedence = precedence }
    return SystemCandidate(id: id, capabilities: list, isEnabled: enabled, canExec: canExec)
  }

  private func choice(_ text: String, _ candidates: [SystemCandidate]) throws -> String {
    let expression = try ConstraintExpression(text)
    let selection = SystemSelection.select(expression, among: candidates)
    #expect(selection == SystemSelection.select(expression, among: candidates.reversed()))
    switch selection {
    case .chosen(let id, let reason): return "\(id): \(reason)"
    case .none(let refusals):
      let diagnostic = SystemSelection.diagnostic(expression, refusals, path: "spec.x")
      #expect(diagnostic.code == .noMatchingSystem)
      return "\(diagnostic.message) [\(diagnostic.hint ?? "")]"
    }
  }

  @Test func `takes the only one that matches`() throws {
    let systems = [
      system("a", ["memoryGB#INTEGER": "64"]), system("b", ["memoryGB#INTEGER": "256"]),
      system("c", ["gpu#BOOLEAN": "true"]),
    ]
    #expect(
      try choice("memoryGB >= 128", systems)
        == "b: chosen by constraints: only b matches `memoryGB >= 128`")
  }

  @Test func `prefers the highest precedence of what is asked for`() throws {
    let systems = [
      system("a", ["gpu#BOOLEAN": "true"]), system("b", ["gpu#BOOLEAN": "true"], precedence: 150),
      system("c", ["gpu#BOOLEAN": "true", "other": "1"], precedence: 120),
    ]
    #expect(
      try choice("gpu", systems)
        == "b: chosen by constraints: 3 systems match `gpu`, b with the highest precedence (150, then c with 120)"
    )
  }

  @Test func `takes the first by name of equals`() throws {
    let systems = ["d", "b", "c"].map { system($0, ["gpu#BOOLEAN": "true"]) }
    #expect(
      try choice("gpu OR gpu = 'true' OR nothing = 1", systems)
        == "b: chosen by constraints: 3 systems match `gpu OR gpu = 'true' OR nothing = 1` with the same precedence, b is the first by name"
    )
  }

  @Test func `says of each why not`() throws {
    let systems = [
      system("c", ["memoryGB#INTEGER": "256"], enabled: false),
      system("b", ["memoryGB#INTEGER": "256"], canExec: false), system("a", [:]),
      system("d", ["memoryGB#INTEGER": "64"]),
    ]
    #expect(
      try choice("memoryGB >= 128", systems)
        == "no System matches `memoryGB >= 128` [a: it has no capability memoryGB; b: it runs no jobs (`canExec` is not true); c: it is disabled; d: memoryGB is 64, not >= 128]"
    )
    #expect(
      try choice("memoryGB >= 128", [])
        == "no System matches `memoryGB >= 128` [there is no System to choose from; apply one with `jobCapabilities`]"
    )
  }

  @Test func `lists only some of many`() throws {
    let systems = (10..<40).map { system("s\($0)", [:]) }
    let text = try choice("gpu", systems)
    #expect(text.hasSuffix("s17: it has no capability gpu; and 22 more]"))
  }
}
