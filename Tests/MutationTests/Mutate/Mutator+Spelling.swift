extension Mutator {
  mutating func misspeltKeys() -> [Mutation] {
    var mutations: [Mutation] = []
    for place in list.places where !place.isFree {
      guard let key = place.entry?.key, let typo = misspelling(of: key.text) else { continue }
      mutations.append(
        replacing(
          key, with: quoted(typo, like: key), .misspeltKey, "key `\(key.text)` as `\(typo)`",
          original: key.text))
    }
    return mutations
  }

  mutating func misspeltValues() -> [Mutation] {
    var mutations: [Mutation] = []
    for place in list.places where !place.isFree && KnownFields.isEnumerated(place) {
      guard let scalar = place.node.scalar, !place.node.isNull, scalar.text.count > 1,
        let typo = misspelling(of: scalar.text)
      else { continue }
      var mutation = replacing(
        scalar, with: quoted(typo, like: scalar), .misspeltValue,
        "\(place.path) `\(scalar.text)` as `\(typo)`", original: scalar.text)
      mutation.premises = place.keyRanges
      mutations.append(mutation)
    }
    return mutations
  }

  mutating func badReferences() -> [Mutation] {
    var mutations: [Mutation] = []
    for place in list.places where KnownFields.isReference(place, isAlone: isIsolated) {
      guard let scalar = place.node.scalar, !place.node.isNull, !scalar.text.isEmpty,
        let typo = misspelling(of: scalar.text)
      else { continue }
      var mutation = replacing(
        scalar, with: quoted(typo, like: scalar), .badReference,
        "\(place.path) `\(scalar.text)` as `\(typo)`", original: scalar.text)
      // Which queues there are has to be known.
      mutation.premises = [place.mapping?.node["batchLogicalQueues"]?.range].compactMap(\.self)
      mutations.append(mutation)
    }
    return mutations
  }
}
