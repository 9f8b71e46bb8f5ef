import KilimModel

@testable import KilimManifest

/// One declared field without fields of its own, and two declarations that differ in nothing else.
struct DeclaredLeaf: CustomStringConvertible {
  /// As in `spec.parameterSet.appArgs.arg`.
  var path: String
  var isIdentity: Bool
  /// Decoded and written again; nil where no two values were found.
  var specs: (old: String, new: String)?

  var description: String { path }

  /// Those of a Job.
  static func ofJob() -> [DeclaredLeaf] {
    let record = ResourceKind.job.specDescription
    return leaves(of: record, "spec", isIdentity: true) { $0 }
  }

  private static func leaves(
    of record: RecordDescription, _ path: String, isIdentity: Bool,
    _ around: @escaping (JSONValue) -> JSONValue
  ) -> [DeclaredLeaf] {
    record.fields.flatMap { field -> [DeclaredLeaf] in
      let others = record.fields.filter { $0.isRequired && $0.name != field.name }
      let inside = { (value: JSONValue) in
        around(
          .object(
            others.compactMap { other in
              required(other).map { JSONValue.Member(other.name, $0) }
            } + companions(of: field, in: record) + [.init(field.name, value)]))
      }
      let own = "\(path).\(field.name)"
      let marked = isIdentity && field.isIdentity
      guard let inner = field.record else {
        return [
          DeclaredLeaf(
            path: own, isIdentity: marked, specs: pair(candidates(field.shape).map(inside)))
        ]
      }
      return leaves(of: inner, own, isIdentity: marked) { inside(wrapped($0, field.shape)) }
    }
  }

  /// Where one of two fields is asked for, the first of them beside any other field.
  private static func companions(
    of field: FieldDescription, in record: RecordDescription
  ) -> [JSONValue.Member] {
    let pairs: [(String, String, JSONValue)] = [
      ("arg", "args", "some"), ("json", "regex", ".some"),
    ]
    return pairs.compactMap { first, second, value in
      guard record.field(first) != nil, field.name != first, field.name != second else {
        return nil
      }
      return JSONValue.Member(first, value)
    }
  }

  private static func required(_ field: FieldDescription) -> JSONValue? {
    guard let record = field.record else { return candidates(field.shape).first }
    let members = record.fields.filter(\.isRequired).compactMap { inner in
      required(inner).map { JSONValue.Member(inner.name, $0) }
    }
    return wrapped(.object(members), field.shape)
  }

  private static func wrapped(_ value: JSONValue, _ shape: ValueShape) -> JSONValue {
    switch shape {
    case .list: [value]
    case .map: ["further": value]
    default: value
    }
  }

  /// The first two that are right and not the same.
  private static func pair(_ specs: [JSONValue]) -> (old: String, new: String)? {
    let texts = specs.compactMap { spec in
      SpecCoding.jobSpec(fromJSON: spec.text).map { SpecCoding.json(of: $0).text }
    }
    guard let first = texts.first, let second = texts.first(where: { $0 != first }) else {
      return nil
    }
    return (first, second)
  }

  private static let words: [JSONValue] = [
    "some", "other", "/some", "/other", "SOME", "OTHER", "job/some", "job/other", "77s", "78s",
    ".some", ".other", "env:SOME", "env:OTHER", "a@example.org", "b@example.org",
    "http://h/a", "http://h/b",
  ]

  private static func candidates(_ shape: ValueShape) -> [JSONValue] {
    switch shape {
    case .boolean: [false, true]
    case .integer(let range):
      [7, 8, range.lowerBound, range.upperBound].filter(range.contains).map { .integer(Int64($0)) }
    case .number(let range): [2.5, 3.5].filter(range.contains).map { .number($0) }
    case .choice(let allowed): allowed.map { .string($0) }
    case .orBlank(let inner): candidates(inner)
    case .text(_, .secretSource): ["env:SOME", "env:OTHER"]
    case .text: words
    case .scalar: ["some", "other"]
    case .list(let item, _, _): candidates(item).map { [$0] }
    case .either(let first, let second): candidates(first) + candidates(second)
    case .tuple(let item, let counts):
      candidates(item).map { .array(Array(repeating: $0, count: counts.lowerBound)) }
    case .map(let item): candidates(item).map { ["further": $0] }
    case .stringMap: [["further": "x"], ["further": "y"]]
    case .freeMapping: [["further": 1], ["further": 2]]
    case .record: []
    }
  }
}
