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
    let leaves = Self.leaves(of: spec, kind.specDescription, "spec", isIdentity: true)
    #expect(leaves.contains(where: \.isIdentity) && leaves.contains { !$0.isIdentity })
    var tested: Set<String> = []
    var impossible: Set<String> = []
    for leaf in leaves {
      guard let after = Self.identity(leaf.changed, kind) else {
        impossible.insert(leaf.path)
        continue
      }
      tested.insert(leaf.path)
      #expect((after != before) == leaf.isIdentity, "\(leaf.path)")
    }
    // What excludes another field of the manifest stands for itself only where that one does not.
    let untested = impossible.subtracting(tested)
    #expect(
      untested.allSatisfy { Self.exclusive.contains($0.split(separator: ".").last ?? "") },
      "\(untested.sorted())")
  }

  private static let exclusive: Set<Substring> = ["args", "json", "regex", "arg", "command"]

  private static func identity(_ spec: JSONValue, _ kind: ResourceKind) -> Digest? {
    kind == .job
      ? SpecCoding.jobSpec(fromJSON: spec.text).map { SpecCoding.identity(of: $0) }
      : SpecCoding.appSpec(fromJSON: spec.text).map { SpecCoding.identity(of: $0) }
  }

  private static func leaves(
    of value: JSONValue, _ record: RecordDescription, _ path: String, isIdentity: Bool
  ) -> [Leaf] {
    guard case .object(let members) = value else { return [] }
    return record.fields.flatMap { field -> [Leaf] in
      let own = "\(path).\(field.name)"
      let marked = isIdentity && field.isIdentity
      guard let index = members.firstIndex(where: { $0.key == field.name }) else {
        guard let new = example(field.shape), field.record == nil else { return [] }
        let changed = JSONValue.object(members + [.init(field.name, new)])
        return [Leaf(path: own, isIdentity: marked, changed: changed)]
      }
      return changes(of: members[index].value, field, own, isIdentity: marked).map { leaf in
        Leaf(
          path: leaf.path, isIdentity: leaf.isIdentity,
          changed: value.replacing([index]) { [.init($0.key, leaf.changed)] })
      }
    }
  }

  private static func changes(
    of value: JSONValue, _ field: FieldDescription, _ path: String, isIdentity: Bool
  ) -> [Leaf] {
    guard let record = field.record else {
      return [Leaf(path: path, isIdentity: isIdentity, changed: change(value, field.shape))]
    }
    guard case .array(let items) = value else {
      return leaves(of: value, record, path, isIdentity: isIdentity)
    }
    return items.enumerated().flatMap { index, item in
      leaves(of: item, record, path, isIdentity: isIdentity).map { leaf in
        var changed = items
        changed[index] = leaf.changed
        return Leaf(path: leaf.path, isIdentity: leaf.isIdentity, changed: .array(changed))
      }
    }
  }

  /// A value of a field that the manifest leaves out.
  private static func example(_ shape: ValueShape) -> JSONValue? {
    switch shape {
    case .boolean: true
    case .integer(let range): .integer(Int64(min(range.upperBound, max(range.lowerBound, 7))))
    case .number: .number(2.5)
    case .choice(let allowed): allowed.last.map { .string($0) }
    case .orBlank(let inner): example(inner)
    case .text(_, .timeSpan): "77s"
    case .text: "some"
    case .list(let item, _, _): example(item).map { .array([$0]) }
    case .stringMap, .freeMapping: ["further": "x"]
    case .scalar: "some"
    case .either(let first, _): example(first)
    case .tuple(let item, let counts):
      example(item).map { .array(Array(repeating: $0, count: counts.lowerBound)) }
    case .map(let item): example(item).map { ["further": $0] }
    case .record: nil
    }
  }

  /// Another value of the same shape.
  private static func change(_ value: JSONValue, _ shape: ValueShape) -> JSONValue {
    switch (shape, value) {
    case (.boolean, .bool(let flag)): return .bool(!flag)
    case (.integer(let range), .integer(let number)):
      return .integer(range.contains(Int(number) + 1) ? number + 1 : number - 1)
    case (.number, .number(let number)): return .number(number + 0.25)
    case (.number, .integer(let number)): return .number(Double(number) + 0.25)
    case (.choice(let allowed), .string(let text)):
      // A NATIVE App has no image.
      return .string(allowed.first { $0 != text && $0 != "NATIVE" } ?? "")
    case (.orBlank(let inner), _): return change(value, inner)
    case (.text(_, .timeSpan), _): return "77s"
    case (.text, .string(let text)): return .string(text + "x")
    case (.list(.choice(let allowed), _, _), .array(let items)):
      let other = allowed.map(JSONValue.string).first { !items.contains($0) }
      return .array(items + [other ?? ""])
    case (.list(let item, _, _), .array(let items)):
      return .array([change(items.first ?? "", item)] + items.dropFirst())
    case (.freeMapping, .object(let members)), (.stringMap, .object(let members)):
      return .object(members + [.init("further", "x")])
    default: return value
    }
  }
}
