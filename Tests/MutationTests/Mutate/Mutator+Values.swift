extension Mutator {
  mutating func wrongTypes() -> [Mutation] {
    var mutations: [Mutation] = []
    for place in list.places where !place.isFree && !KnownFields.isIgnored(place) {
      guard !place.node.isNull, let text = wrongValue(for: place.node) else { continue }
      let start = place.node.start
      mutations.append(
        Mutation(
          kind: .wrongType, description: "\(place.path) as \(text)",
          edits: [Edit(place.node.range, text)], anchors: [Anchor(offset: start)],
          width: text.unicodeScalars.count, premises: place.keyRanges))
    }
    return mutations
  }

  private mutating func wrongValue(for node: SourceNode) -> String? {
    let choices: [String]
    switch node {
    case .alias: return nil
    case .sequence: choices = ["\"text\"", "{}", "5", "true"]
    case .mapping: choices = ["\"text\"", "[]", "5", "[1, 2]"]
    case .scalar(let scalar) where !scalar.isPlain || KnownFields.isText(scalar.text):
      choices = ["5", "true", "[\"x\"]", "{\"a\": \"b\"}", "1.5"]
    case .scalar(let scalar) where ["true", "false"].contains(scalar.text):
      choices = [quoted(scalar.text), "1", "\"yes\"", "[]", "{}"]
    case .scalar(let scalar):
      choices = [quoted(scalar.text), "\"many\"", "1.5", "true", "[1]"]
    }
    return choices.randomElement(using: &generator)
  }

  mutating func outOfLimits() -> [Mutation] {
    var mutations: [Mutation] = []
    for place in list.places where !place.isFree && !place.node.isNull {
      guard let scalar = place.node.scalar,
        let text = KnownFields.valuesOutOfLimits(of: place).randomElement(using: &generator)
      else { continue }
      let shown = text.count > 20 ? "\(text.prefix(10))… (\(text.count) characters)" : text
      var mutation = replacing(scalar, with: text, .outOfLimit, "\(place.path) as \(shown)")
      mutation.premises = place.keyRanges
      mutations.append(mutation)
    }
    return mutations
  }
}

extension Place {
  /// The key that gives a value its meaning.
  var keyRanges: [Range<Int>] { [entry?.key.range].compactMap(\.self) }
}
