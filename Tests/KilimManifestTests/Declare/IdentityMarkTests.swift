import KilimModel
import Testing

@testable import KilimManifest

/// Every declared field of a Job and an App, changed once: those that are marked as identity change
/// the identity, and no others. What is tested comes from the declarations.
struct IdentityMarkTests {
  private struct Leaf {
    var path: String
    var isIdentity: Bool
    var changed: JSONValue
  }

  @Test(arguments: [(ResourceKind.job, FullSpecs.job), (.app, FullSpecs.app)])
  func `the marks are what the identity is made of`(kind: ResourceKind, text: String) throws {
    let document = try #require(ManifestText.load(text).documents.first)
    let spec = SpecCoding.json(of: document.spec)
    let before = try #require(Self.identity(spec, kind))
    var missing: [String] = []
    let leaves = Self.leaves(of: spec, kind.specDescription, "spec", isIdentity: true, &missing)
    #expect(missing == [], "fields that the full manifest leaves out are not tested")
    #expect(leaves.contains(where: \.isIdentity) && leaves.contains { !$0.isIdentity })
    for leaf in leaves {
      let after = try #require(Self.identity(leaf.changed, kind), "\(leaf.path)")
      #expect((after != before) == leaf.isIdentity, "\(leaf.path)")
    }
  }

  private static func identity(_ spec: JSONValue, _ kind: ResourceKind) -> Digest? {
    kind == .job
      ? SpecCoding.jobSpec(fromJSON: spec.text).map { SpecCoding.identity(of: $0) }
      : SpecCoding.appSpec(fromJSON: spec.text).map { SpecCoding.identity(of: $0) }
  }

  private static func leaves(
    of value: JSONValue, _ record: RecordDescription, _ path: String, isIdentity: Bool,
    _ missing: inout [String]
  ) -> [Leaf] {
    guard case .object(let members) = value else { return [] }
    return record.fields.flatMap { field -> [Leaf] in
      let own = "\(path).\(field.name)"
      guard let index = members.firstIndex(where: { $0.key == field.name }) else {
        missing.append(own)
        return []
      }
      let marked = isIdentity && field.isIdentity
      let inner = changes(of: members[index].value, field, own, isIdentity: marked, &missing)
      return inner.map { leaf in
        Leaf(
          path: leaf.path, isIdentity: leaf.isIdentity,
          changed: value.replacing([index]) { [.init($0.key, leaf.changed)] })
      }
    }
  }

  private static func changes(
    of value: JSONValue, _ field: FieldDescription, _ path: String, isIdentity: Bool,
    _ missing: inout [String]
  ) -> [Leaf] {
    guard let record = field.record else {
      let changed = change(value, field.shape)
      return [Leaf(path: path, isIdentity: isIdentity, changed: changed)]
    }
    guard case .array(let items) = value else {
      return leaves(of: value, record, path, isIdentity: isIdentity, &missing)
    }
    // One item need not have every field: some exclude each other.
    var lacking: [Set<String>] = []
    var found: [Leaf] = []
    for (index, item) in items.enumerated() {
      var none: [String] = []
      found += leaves(of: item, record, path, isIdentity: isIdentity, &none).map { leaf in
        var changed = items
        changed[index] = leaf.changed
        return Leaf(path: leaf.path, isIdentity: leaf.isIdentity, changed: .array(changed))
      }
      lacking.append(Set(none))
    }
    missing += lacking.dropFirst().reduce(lacking.first ?? []) { $0.intersection($1) }.sorted()
    return found
  }

  /// Another value of the same shape.
  private static func change(_ value: JSONValue, _ shape: ValueShape) -> JSONValue {
    switch (shape, value) {
    case (.boolean, .bool(let flag)): return .bool(!flag)
    case (.integer(let range), .integer(let number)):
      return .integer(range.contains(Int(number) + 1) ? number + 1 : number - 1)
    case (.number, _): return .number(0.25)
    case (.choice(let allowed), .string(let text)):
      return .string(allowed.first { $0 != text } ?? "")
    case (.orBlank(let inner), _): return change(value, inner)
    case (.text(_, .timeSpan), _): return "77s"
    case (.text, .string(let text)): return .string(text + "x")
    case (.list(let item, _, _), .array(let items)):
      return .array([change(items.first ?? "", item)] + items.dropFirst())
    case (.freeMapping, .object(let members)), (.stringMap, .object(let members)):
      return .object(members + [.init("further", "x")])
    default: return value
    }
  }
}
