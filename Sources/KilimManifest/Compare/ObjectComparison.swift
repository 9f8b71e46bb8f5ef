package import KilimModel

extension FieldDifference {
  /// The differences of two declarations of one kind, in the order of the declared fields.
  ///
  /// - Parameters:
  ///   - old: what `SpecCoding.json` gave for the spec that is known; nil for a new object.
  ///   - new: the same for the spec at hand.
  package static func between(
    old: (metadata: Metadata, spec: JSONValue)?, new: (metadata: Metadata, spec: JSONValue),
    kind: ResourceKind
  ) -> [FieldDifference] {
    var comparison = FieldComparison()
    let metadata = RecordDescription(MetadataDeclaration.type(of: kind))
    // An object is known by its name, so that is no difference; nor is that the spec repeats it.
    func json(_ metadata: Metadata) -> JSONValue {
      MetadataDeclaration.type(of: kind).write(metadata, .all).without("name")
    }
    comparison.compare(
      field: "metadata", (old?.metadata).map(json) ?? [:], json(new.metadata), metadata,
      isIdentity: false)
    let name = kind.nameField
    comparison.compare(
      field: "spec", old?.spec.without(name), new.spec.without(name), kind.specDescription,
      isIdentity: true)
    return comparison.differences
  }
}

extension JSONValue {
  /// An object without one of its members.
  func without(_ key: String) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.key != key })
  }
}
