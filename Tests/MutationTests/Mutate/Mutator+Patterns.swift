extension Mutator {
  private static let patterns = [
    "[abc", "logs/{a,b", "{a,{b,c}}", "*.[a-", "REGEX:(", "REGEX:*x", "REGEX:[a", "REGEX:a)",
    "REGEX:x{3,1}", "tmp/[]", "a\\", "REGEX:\\",
  ]

  mutating func badPatterns() -> [Mutation] {
    var mutations: [Mutation] = []
    for mapping in list.mappings {
      if mapping.path.hasSuffix("archiveFilter") { mutations += badPatterns(in: mapping) }
      if mapping.path.hasSuffix("parameterSet"), mapping.node["archiveFilter"] == nil,
        let last = mapping.node.entries.last, let pattern = nextPattern(),
        var mutation = adding(
          "archiveFilter", "{\"excludes\": [\(pattern)]}", behind: last, to: mapping.node,
          .badPattern, "archiveFilter with \(pattern)")
      {
        mutation.width = 0
        mutations.append(mutation)
      }
    }
    return mutations
  }

  private mutating func badPatterns(in mapping: MappingPlace) -> [Mutation] {
    var mutations: [Mutation] = []
    for entry in mapping.node.entries where ["includes", "excludes"].contains(entry.name) {
      guard let pattern = nextPattern() else { continue }
      if let item = entry.value.items.first?.scalar {
        mutations.append(replacing(item, with: pattern, .badPattern, "\(entry.name) \(pattern)"))
      } else if entry.value.isFlow, entry.value.range.count == 2 {
        mutations.append(
          Mutation(
            kind: .badPattern, description: "\(entry.name) \(pattern)",
            edits: [Edit(entry.value.range, "[\(pattern)]")],
            anchors: [Anchor(offset: entry.value.start, inside: 1)],
            width: pattern.unicodeScalars.count))
      }
    }
    return mutations
  }

  private mutating func nextPattern() -> String? {
    Self.patterns.randomElement(using: &generator).map { quoted($0) }
  }
}
