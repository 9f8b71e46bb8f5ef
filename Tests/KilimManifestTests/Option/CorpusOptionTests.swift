import KilimModel
import Testing

@testable import KilimManifest

/// The options in definitions that other people wrote: what their tools take, we take.
@Suite(.enabled(if: Corpus.root != nil, "KILIM_CORPUS names no corpus"))
struct CorpusOptionTests {
  /// The text of an option, and the table that it belongs to.
  private struct Found: Hashable {
    var text: String
    var tool: String
  }

  private static func options() throws -> [Found] {
    let root = try #require(Corpus.root)
    return ["apps", "jobs", "systems"].flatMap { kind in
      FolderContent.names(in: "\(root)/\(kind)").filter { $0.hasSuffix(".json") }.flatMap {
        name -> [Found] in
        let bytes = FolderContent.bytes(of: "\(root)/\(kind)/\(name)") ?? []
        guard let value = try? JSONValue(reading: bytes) else { return [] }
        return collect(value, container: tool(of: value))
      }
    }
  }

  private static func tool(of definition: JSONValue) -> OptionTable {
    guard case .string(let runtime)? = definition["runtime"] else { return .docker }
    return Runtime(rawValue: runtime).flatMap(OptionTable.containerArguments) ?? .docker
  }

  private static func collect(_ value: JSONValue, container: OptionTable) -> [Found] {
    switch value {
    case .array(let items): return items.flatMap { collect($0, container: container) }
    case .object(let members):
      return members.flatMap { member -> [Found] in
        switch member.key {
        case "containerArgs": texts(member.value).map { Found(text: $0, tool: container.tool) }
        case "schedulerOptions":
          texts(member.value).map { Found(text: $0, tool: OptionTable.slurm.tool) }
        default: collect(member.value, container: container)
        }
      }
    default: return []
    }
  }

  private static func texts(_ list: JSONValue) -> [String] {
    guard case .array(let items) = list else { return [] }
    return items.compactMap { item in
      guard case .string(let text)? = item["arg"] else { return nil }
      return text
    }
  }

  /// What is refused, how often: placeholders that nobody filled in, words of a test that are no
  /// options, and two options that Tapis keeps for itself, too.
  private static let refused = [
    "K0406 sbatch: --reservation << reservation >>": 1, "K0406 sbatch: -A << allocation >>": 3,
    "K0406 sbatch: -A <my_allocation>": 2, "K0406 sbatch: <allocation>": 2,
    "K0510 apptainer run: --env Target=world": 1, "K0510 sbatch: -p development": 1,
    "K0511 docker run: conarg1": 1, "K0511 docker run: conarg2": 1, "K0511 sbatch: sopt1": 1,
    "K0511 sbatch: sopt2": 1,
  ]

  @Test func `takes the options of others but for placeholders and reserved ones`() throws {
    let found = try Self.options()
    try #require(found.count > 200)
    var refused: [String: Int] = [:]
    for option in found {
      let table = try #require(OptionTable.all.first { $0.tool == option.tool })
      let (options, mistakes) = table.options(in: .fragment(option.text))
      if mistakes.isEmpty && !option.text.isBlank { #expect(!options.isEmpty) }
      for mistake in mistakes {
        refused["\(mistake.code.rawValue) \(option.tool): \(option.text)", default: 0] += 1
      }
    }
    #expect(refused == Self.refused)
  }

  @Test func `finds no variable in the directives of others but a template's`() throws {
    let variables = try Self.options().filter { $0.tool == OptionTable.slurm.tool }.flatMap {
      OptionTable.slurm.options(in: .fragment($0.text)).options.flatMap(\.liveVariables)
    }
    #expect(Set(variables) == ["allocation"])
  }
}
