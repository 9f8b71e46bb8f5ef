extension Mutator {
  private static let insertable = [
    "JobUUID", "JobName", "JobOwner", "JobCreateDate", "EffectiveUserId", "ExecSystemId", "AppId",
    "SysHost",
  ]

  mutating func unknownMacros() -> [Mutation] {
    var mutations: [Mutation] = []
    for place in list.places where KnownFields.isDirectory(place) {
      guard let scalar = place.node.scalar, !place.node.isNull, !scalar.text.isEmpty else {
        continue
      }
      let text = String(decoding: bytes[scalar.range], as: UTF8.self)
      if let mutation = misspeltMacro(in: scalar, text, place) ?? addedMacro(scalar, text, place) {
        mutations.append(mutation)
      }
    }
    return mutations
  }

  private mutating func misspeltMacro(
    in scalar: SourceNode.Scalar, _ text: String, _ place: Place
  ) -> Mutation? {
    let names = text.split(separator: "${").dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
    guard let name = names.randomElement(using: &generator), let typo = misspelling(of: name)
    else { return nil }
    let pieces = text.split(separator: "${\(name)}", maxSplits: 1, omittingEmptySubsequences: false)
    return replacing(
      scalar, with: pieces[0] + "${\(typo)}" + pieces[1], .unknownMacro,
      "\(place.path): `${\(name)}` as `${\(typo)}`", original: "${\(name)}")
  }

  private mutating func addedMacro(
    _ scalar: SourceNode.Scalar, _ text: String, _ place: Place
  ) -> Mutation? {
    guard let name = Self.insertable.randomElement(using: &generator),
      let typo = misspelling(of: name)
    else { return nil }
    let added = "/${\(typo)}"
    // In flow style a brace ends a text without quotes.
    let isBare = scalar.isPlain && place.mapping?.node.isFlow != true
    return replacing(
      scalar,
      with: isBare
        ? text + added : scalar.isPlain ? quoted(text + added) : text.dropLast() + added + "\"",
      .unknownMacro, "\(place.path) with `${\(typo)}`", original: "${\(name)}")
  }

  mutating func macroCycles() -> [Mutation] {
    var mutations: [Mutation] = []
    for mapping in list.mappings {
      let members = mapping.node.entries.filter { entry in
        KnownFields.cyclicMacro(entry.name, in: mapping) != nil
          && entry.value.scalar?.text.isEmpty == false
          && !entry.value.isNull
      }
      mutations += members.compactMap { cycle([$0], mapping) }
      for (index, first) in members.enumerated() {
        for second in members[(index + 1)...] {
          if let mutation = cycle([first, second], mapping) { mutations.append(mutation) }
        }
      }
      if members.count > 2, let mutation = cycle(Array(members[..<3]), mapping) {
        mutations.append(mutation)
      }
    }
    return mutations
  }

  /// Each names the next one, the last one the first.
  private func cycle(_ members: [SourceEntry], _ mapping: MappingPlace) -> Mutation? {
    var edits: [Edit] = []
    for (index, member) in members.enumerated() {
      let next = members[(index + 1) % members.count]
      guard let macro = KnownFields.cyclicMacro(next.name, in: mapping),
        let scalar = member.value.scalar
      else { return nil }
      edits.append(Edit(scalar.range, quoted("${\(macro)}/\(index)")))
    }
    return Mutation(
      kind: .macroCycle,
      description: "a circle of " + members.map(\.name).joined(separator: ", "),
      edits: edits, anchors: edits.map { Anchor(offset: $0.range.lowerBound) })
  }
}
