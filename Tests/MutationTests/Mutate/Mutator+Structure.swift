extension Mutator {
  mutating func missingFields() -> [Mutation] {
    var mutations: [Mutation] = []
    for place in list.places where !place.isFree {
      guard let entry = place.entry, let mapping = place.mapping,
        KnownFields.isRequired(place), let edit = removal(of: entry, from: mapping.node)
      else { continue }
      var mutation = Mutation(
        kind: .missingField, description: "\(place.path) removed", edits: [edit],
        anchors: [Anchor(offset: demandingPlace(of: place, in: mapping, without: entry))])
      let demander = KnownFields.demander(of: place)
      mutation.premises = mapping.node.entries.filter { $0.name == demander }.map(\.range)
      mutations.append(mutation)
    }
    return mutations
  }

  /// Where a missing field is missed: at the field that demands it, else at the key that holds the
  /// mapping, else (a document, an item of a list) at the mapping's first key.
  private func demandingPlace(
    of place: Place, in mapping: MappingPlace, without entry: SourceEntry
  ) -> Int {
    if let name = KnownFields.demander(of: place),
      let demander = mapping.node.entries.first(where: { $0.name == name })
    {
      return demander.key.range.lowerBound
    }
    if let holder = mapping.holder { return holder }
    let first = mapping.node.entries.first { $0.range != entry.range }
    return first?.key.range.lowerBound ?? mapping.node.start
  }

  /// Takes an entry out, with its comma or its lines; nil where that would take something along.
  private func removal(of entry: SourceEntry, from mapping: SourceNode) -> Edit? {
    let entries = mapping.entries
    guard entries.count > 1, let index = entries.firstIndex(where: { $0.range == entry.range })
    else { return nil }
    if mapping.isFlow {
      if index + 1 < entries.count {
        return Edit(entry.range.lowerBound..<entries[index + 1].range.lowerBound, "")
      }
      return Edit(entries[index - 1].range.upperBound..<entry.range.upperBound, "")
    }
    let start = bytes.lineStart(at: entry.range.lowerBound)
    guard bytes.isBlank(start..<entry.range.lowerBound) else { return nil }
    return Edit(start..<min(bytes.lineEnd(at: entry.range.upperBound) + 1, bytes.count), "")
  }

  mutating func duplicateKeys() -> [Mutation] {
    var mutations: [Mutation] = []
    for mapping in list.mappings {
      for entry in mapping.node.entries where entry.value.scalar != nil && !entry.value.isNull {
        guard
          let last = [entry, mapping.node.entries.last ?? entry].randomElement(using: &generator),
          let text = entry.value.scalar.map({ String(decoding: bytes[$0.range], as: UTF8.self) }),
          var mutation = adding(
            entry.name, text, behind: last, to: mapping.node, .duplicateKey,
            "key `\(entry.name)` twice")
        else { continue }
        mutation.premises = [entry.range]
        mutations.append(mutation)
      }
    }
    return mutations
  }

  /// A further entry in a mapping that has some, in its own style. The anchor is at the new key.
  func adding(
    _ name: String, _ value: String, behind entry: SourceEntry, to mapping: SourceNode,
    _ kind: MistakeKind, _ description: String
  ) -> Mutation? {
    guard let first = mapping.entries.first else { return nil }
    let key = quoted(name, like: first.key)
    let start = bytes.lineStart(at: first.key.range.lowerBound)
    let isOnOwnLine = bytes.isBlank(start..<first.key.range.lowerBound)
    let indent = String(repeating: " ", count: bytes.column(at: first.key.range.lowerBound) - 1)
    let (offset, before): (Int, String)
    if mapping.isFlow {
      offset = entry.range.upperBound
      let tabs = String(decoding: bytes[start..<first.key.range.lowerBound], as: UTF8.self)
      before = isOnOwnLine ? ",\n" + tabs : ", "
    } else {
      offset = bytes.lineEnd(at: entry.range.upperBound)
      before = "\n" + indent
    }
    return Mutation(
      kind: kind, description: description,
      edits: [Edit(at: offset, before + key + ": " + value)],
      anchors: [Anchor(offset: offset, inside: before.utf8.count)],
      width: key.unicodeScalars.count)
  }
}
