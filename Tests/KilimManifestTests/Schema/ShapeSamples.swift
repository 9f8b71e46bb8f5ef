import KilimModel

@testable import KilimManifest

/// Values that a field takes and values that it does not, boundaries first.
struct ShapeSamples {
  private(set) var right: [JSONValue] = []
  private(set) var wrong: [JSONValue] = []

  init(_ field: FieldDescription) {
    add(field.shape, field)
    if field.isRequired { wrong.append(.null) } else { right.append(.null) }
  }

  private init(item shape: ValueShape, _ field: FieldDescription) {
    add(shape, field)
    wrong.append(.null)
  }

  private mutating func add(_ shape: ValueShape, _ field: FieldDescription) {
    switch shape {
    case .boolean:
      right += [true, false]
      wrong += ["true", 1, 0, [], [:]]
    case .integer(let range):
      let (lower, upper) = (Int64(range.lowerBound), Int64(range.upperBound))
      right += [.integer(lower), .integer(upper), .integer(min(lower + 1, upper))]
      wrong += [.integer(lower - 1), .integer(upper + 1), .number(1.5), "1", true, [], [:]]
    case .number(let range):
      let (lower, upper) = (range.lowerBound, range.upperBound)
      right += [
        .number(lower), .number(upper), .integer(Int64(upper)), .number((lower + upper) / 2),
      ]
      wrong += [.number(lower - 0.5), .number(upper * 2), "1", true, [], [:]]
    case .text(let lengths, let rule): addTexts(lengths, rule)
    case .choice(let allowed):
      right += allowed.map { .string($0) }
      wrong += [.string(allowed[0] + "x"), .string("x" + allowed[0].lowercased()), "", 5, [], true]
    case .orBlank(let inner):
      add(inner, field)
      wrong.removeAll { $0 == "" }
      right += ["", "   "]
    case .list(let item, let unique, let isDistinct):
      addLists(item, unique, field)
      if isDistinct, let first = ShapeSamples(item: item, field).right.first {
        wrong.append([first, first])
      }
    case .record:
      right.append(ExampleDocument.complete((field.record ?? .none).unfolded, []))
      wrong += ["text", 5, [], [["a": 1]], true]
    case .stringMap:
      right += [[:], ["a": "b"], ["größe x": ""]]
      wrong += [["a": 1], ["a": nil], ["a": []], [], "text", true]
    case .scalar:
      right += ["text", "", 5, .number(1.5), true]
      wrong += [[], [:], [1]]
    case .either(let first, let second):
      let (one, two) = (ShapeSamples(item: first, field), ShapeSamples(item: second, field))
      right += one.right.filter { $0 != [] } + two.right
      wrong += [[:], true, 5].filter { !two.right.contains($0) && !one.right.contains($0) }
    case .tuple(_, let counts):
      right.append(.array((0..<counts.lowerBound).map { .integer(Int64($0 + 1)) }))
      wrong += [[1], ["a", "b", "c"], "text", true, [:], [1, 2, 3, 4]]
    case .map(let item):
      let items = ShapeSamples(item: item, field)
      right += [[:]] + items.right.map { ["k": $0] }
      wrong += items.wrong.filter { $0 != .null }.map { ["k": $0] } + ["text", 5, true, []]
    case .freeMapping:
      right += [[:], ["a": 1, "b": [nil, true, "x", .number(1.5), ["c": [:]]]]]
      wrong += ["text", [], [[:]], 5, true]
    }
  }

  private mutating func addTexts(_ lengths: ClosedRange<Int>, _ rule: TextRule) {
    func text(_ length: Int) -> JSONValue { .string(String(repeating: "é", count: length)) }
    func plain(_ length: Int) -> JSONValue { .string(String(repeating: "a", count: length)) }
    let isPlain = [.identifier, .stepName, .environmentKey].contains(rule)
    let filled = isPlain ? plain : text
    if rule.hasGrammar { return addSamples(of: rule) }
    right.append(filled(max(1, lengths.lowerBound)))
    if lengths.upperBound < Int.max {
      right.append(filled(lengths.upperBound))
      wrong.append(filled(lengths.upperBound + 1))
    }
    // An empty text is no identifier either.
    if lengths.lowerBound == 0, !isPlain { right.append("") } else { wrong.append("") }
    wrong += [5, .number(1.5), true, [], [:]]
    let (sound, unsound) = rule.samples
    right += sound.filter { $0.count <= lengths.upperBound }.map { .string($0) }
    wrong += unsound.map { .string($0) }
  }

  private mutating func addSamples(of rule: TextRule) {
    right += rule.samples.sound.map { .string($0) }
    wrong += rule.samples.unsound.map { .string($0) } + ["", 5, .number(1.5), true, [], [:]]
  }

  private mutating func addLists(
    _ item: ValueShape, _ unique: String?, _ field: FieldDescription
  ) {
    let items = ShapeSamples(item: item, field)
    right += [[]]
    right += items.right.map { [$0] }
    if let unique, case .object(let members)? = items.right.first {
      let others = members.filter { $0.key != unique }
      right.append(
        .array(["one", "two"].map { .object([.init(unique, .string($0))] + others) }))
    } else if let first = items.right.first, let last = items.right.last, first != last {
      right.append([first, last])
    }
    wrong += items.wrong.map { [$0] }
    wrong += ["text", 5, true, ["a": 1]]
  }
}

extension TextRule {
  /// Short texts that keep the rule, and some that break it.
  fileprivate var samples: (sound: [String], unsound: [String]) {
    let control = ["a\nb", "a\tb", "a\u{7F}", "a\n"]
    switch self {
    case .anything: return (["a b", "x & y; `z`", "ü\"'\\ #/<>|", "two\nlines"], [])
    case .oneLine: return (["a b", "x & y; `z`", "ü\"'\\ #/<>|"], control)
    case .identifier: return (["a", "9", "a-b._~", "Z9"], ["-a", ".a", "a b", "ü", "a/b", "a\n"])
    case .stepName:
      return (
        ["a", "9a", "a-b_", "1_2", "Z-"], ["9", "-a", "_a", "a.b", "a~b", "a b", "ü", "a\n"]
      )
    case .harmless:
      return (["a b", "ü\"'\\ #/", "$x"], control + ["a&b", "a>b", "a<b", "a|b", "a;b", "a`b"])
    case .environmentKey:
      return (["_", "A9_b", "_tapi"], ["9A", "A-B", "A B", "ü", "_tapis", "_tapisJobName", "A\n"])
    case .objectName: return (["a b", "x & y", "ü:@"], control + ["a/b", "a#b", "/", "#2"])
    case .objectReference:
      return (
        ["job/a", "sweep/a b", "workflow/ü"], ["a", "job/", "app/a", "job/a/b", "job/a#2", "/a"]
      )
    case .timeSpan:
      return (["90s", "5m", "2h", "7d", "4w", "0s"], ["s", "5", "-1s", "1.5h", "5 m", "5M"])
    case .relativePath:
      return (
        ["a", "a/b c", "./a", "a..b", "..a"], ["/a", "..", "a/../b", "../a", "a/..", "a\nb"]
      )
    case .jsonPath:
      return (
        [".a", ".a.b-c[0]", ".[3]", ".a[1][2].ü"],
        ["a", ".", ".a.", ".a[]", ".a[x]", ".a b", "[0]"]
      )
    case .regularExpression: return (["a+", "took ([0-9.]+)", "[a-z]|b"], [])
    case .secretSource:
      return (
        ["env:A_1", "file:~/key", "command:pass show x"],
        ["hush", "env:", "env:1A", "env:_tapisX", "file:", "url:x", "file:a\nb"]
      )
    }
  }

  /// Whether a text of any letters breaks the rule.
  fileprivate var hasGrammar: Bool {
    switch self {
    case .objectReference, .timeSpan, .relativePath, .jsonPath, .regularExpression, .secretSource:
      true
    case .anything, .oneLine, .identifier, .stepName, .harmless, .environmentKey, .objectName: false
    }
  }
}

extension RecordDescription {
  static let none = RecordDescription(title: "", fields: [], ignored: [])
}
