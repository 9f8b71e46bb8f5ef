import KilimModel
import KilimTestSupport
import Testing

@testable import KilimManifest

struct FieldDifferenceTests {
  private static func lines(
    _ old: String?, _ new: String, kind: ResourceKind = .job
  ) throws -> [String] {
    func part(_ text: String) throws -> (metadata: Metadata, spec: JSONValue) {
      (Metadata(name: "x"), try JSONValue(reading: text))
    }
    let differences = FieldDifference.between(
      old: try old.map(part), new: try part(new), kind: kind)
    return differences.filter { $0.steps.first == .field("spec") }.map { difference in
      let identity = difference.isIdentity ? " !" : ""
      return "\(difference.path.dropFirst(5)) \(words(difference.change))\(identity)"
    }
  }

  private static func words(_ change: FieldDifference.Change) -> String {
    switch change {
    case .added(let value): "+ \(value.text)"
    case .removed(let value): "- \(value.text)"
    case .changed(let old, let new): "\(old.text) > \(new.text)"
    case .reordered(let order, let names): "\(order) \(names.joined(separator: " "))"
    }
  }

  static let table: [(String, String, [String])] = [
    (#"{"appId":"a"}"#, #"{"appId":"a"}"#, []),
    (#"{"appId":"a"}"#, #"{"appId":"b"}"#, [#"appId "a" > "b" !"#]),
    (#"{}"#, #"{"maxMinutes":1}"#, ["maxMinutes + 1"]),
    (#"{"maxMinutes":1}"#, #"{}"#, ["maxMinutes - 1"]),
    (#"{"name":"x"}"#, #"{}"#, []),
    (
      #"{"parameterSet":{"appArgs":[{"name":"k","arg":"1"},{"name":"l","arg":"2"}]}}"#,
      #"{"parameterSet":{"appArgs":[{"name":"k","arg":"1"},{"name":"m","arg":"2"}]}}"#,
      [
        #"parameterSet.appArgs[1] - {"name":"l","arg":"2"} !"#,
        #"parameterSet.appArgs[1] + {"name":"m","arg":"2"} !"#,
      ]
    ),
    (
      #"{"parameterSet":{"appArgs":[{"name":"k","arg":"1"},{"name":"l","arg":"2"}]}}"#,
      #"{"parameterSet":{"appArgs":[{"name":"l","arg":"3"},{"name":"k","arg":"1"}]}}"#,
      [
        #"parameterSet.appArgs[0].arg "2" > "3" !"#, "parameterSet.appArgs [1, 0] l k !",
      ]
    ),
    (
      #"{"parameterSet":{"envVariables":[{"key":"A","value":"1"},{"key":"B","value":"2"}]}}"#,
      #"{"parameterSet":{"envVariables":[{"key":"B","value":"2"},{"key":"A","value":"1"}]}}"#,
      ["parameterSet.envVariables [1, 0] B A"]
    ),
    (
      #"{"parameterSet":{"schedulerOptions":[{"arg":"-A x"}]}}"#,
      #"{"parameterSet":{"schedulerOptions":[{"arg":"-A y"}]}}"#,
      [#"parameterSet.schedulerOptions[0].arg "-A x" > "-A y""#]
    ),
    (
      #"{"fileInputs":[{"sourceUrl":"a"},{"sourceUrl":"b"}]}"#,
      #"{"fileInputs":[{"sourceUrl":"b"}]}"#,
      [#"fileInputs[0] - {"sourceUrl":"a"} !"#]
    ),
    (
      #"{"parameterSet":{"archiveFilter":{"includes":["a"]}}}"#, #"{}"#,
      [#"parameterSet - {"archiveFilter":{"includes":["a"]}}"#]
    ),
    (
      #"{"notes":{"a":1,"b":2}}"#, #"{"notes":{"a":3,"c":2}}"#,
      ["notes.a 1 > 3", "notes.b - 2", "notes.c + 2"]
    ),
    (
      #"{"notes":{"a":1,"b":2}}"#, #"{"notes":{"b":2,"a":1}}"#,
      [#"notes {"a":1,"b":2} > {"b":2,"a":1}"#]
    ),
    (
      #"{"tags":["a","b"]}"#, #"{"tags":["a","c","d"]}"#,
      [#"tags[1] "b" > "c""#, #"tags[2] + "d""#]
    ),
  ]

  @Test(arguments: table)
  func `tells which fields differ`(old: String, new: String, expected: [String]) throws {
    #expect(try Self.lines(old, new) == expected)
  }

  @Test func `tells all fields of a new object`() throws {
    let new = #"{"appId":"a","parameterSet":{"appArgs":[{"name":"k","arg":"1"}]},"notes":{"a":1}}"#
    #expect(
      try Self.lines(nil, new) == [
        #"appId + "a" !"#, #"parameterSet.appArgs[0] + {"name":"k","arg":"1"} !"#,
        #"notes + {"a":1}"#,
      ])
  }

  @Test func `compares labels by their names`() throws {
    let differences = FieldDifference.between(
      old: (Metadata(name: "x", labels: ["a": "1", "c": "1"]), [:]),
      new: (Metadata(name: "x", labels: ["a": "2", "b": "1", "c": "1"]), [:]), kind: .job)
    #expect(differences.map(\.path) == ["metadata.labels.a", "metadata.labels.b"])
    #expect(differences.allSatisfy { !$0.isIdentity })
  }

  @Test func `names items for people, and places removed ones where they were`() throws {
    let old = try JSONValue(reading: #"{"fileInputs":[{"name":"in","sourceUrl":"a"}]}"#)
    let new = try JSONValue(reading: #"{"fileInputs":[{"name":"in","sourceUrl":"b"}]}"#)
    let metadata = Metadata(name: "x")
    let change = FieldDifference.between(
      old: (metadata, old), new: (metadata, new), kind: .job)
    #expect(change.map(\.label) == ["spec.fileInputs[in].sourceUrl"])
    #expect(change.map(\.placeInNew) == ["spec.fileInputs[0].sourceUrl"])
    let removal = FieldDifference.between(old: (metadata, old), new: (metadata, [:]), kind: .job)
    #expect(removal.map(\.placeInNew) == ["spec"])
  }

  @Test func `applied to the old text they give the new one, and say whether a run is new`() throws
  {
    var random = SeededGenerator(seed: 3)
    var identities = (same: 0, other: 0)
    for (kind, text) in try Self.fullSpecs() {
      for _ in 0..<120 {
        let old = Self.varied(text, 150, &random)
        let new = Self.varied(old, random.chance(2) ? 40 : 300, &random)
        let metadata = Metadata(name: "x")
        let differences = FieldDifference.between(
          old: (metadata, old), new: (metadata, new), kind: kind)
        let whole: JSONValue = ["spec": old]
        let result = AppliedDifferences.apply(differences, to: whole)
        #expect(result?["spec"]?.sorted == new.sorted)
        #expect(differences.isEmpty == (old == new))
        guard let before = Self.identity(old, kind), let after = Self.identity(new, kind) else {
          continue
        }
        #expect(
          differences.contains(where: \.isIdentity) == (before != after),
          "\(old.text)\n\(new.text)")
        if before == after { identities.same += 1 } else { identities.other += 1 }
      }
    }
    #expect(identities.same > 20 && identities.other > 20)
  }

  private static func fullSpecs() throws -> [(ResourceKind, JSONValue)] {
    try [FullSpecs.job, FullSpecs.app, FullSpecs.system, FullSpecs.profile].map { text in
      let document = try #require(ManifestText.load(text).documents.first)
      var spec = document.spec
      // The name is not compared.
      spec.ownName = nil
      return (spec.kind, SpecCoding.json(of: spec))
    }
  }

  private static func identity(_ spec: JSONValue, _ kind: ResourceKind) -> Digest? {
    switch kind {
    case .job: SpecCoding.jobSpec(fromJSON: spec.text).map { SpecCoding.identity(of: $0) }
    case .app: SpecCoding.appSpec(fromJSON: spec.text).map { SpecCoding.identity(of: $0) }
    case .system, .schedulerProfile, .sweep, .workflow: nil
    }
  }

  /// The value with a few members left out, items left out, repeated under another name or moved,
  /// and texts and numbers changed.
  private static func varied(
    _ value: JSONValue, _ rate: Int, _ random: inout SeededGenerator
  ) -> JSONValue {
    switch value {
    case .object(let members):
      var kept = members.filter { _ in !random.chance(rate) }
      for index in kept.indices { kept[index].value = varied(kept[index].value, rate, &random) }
      // The coding writes neither empty lists nor empty groups.
      return .object(kept.filter { $0.value != [] && $0.value != [:] })
    case .array(var items):
      if random.chance(rate) { items.shuffle(using: &random) }
      if random.chance(rate), let last = items.last, last["name"] == .none, last["key"] == .none {
        items.append(last)
      }
      if random.chance(rate), !items.isEmpty { items.removeLast() }
      return .array(items.map { varied($0, rate, &random) })
    case .string(let text): return random.chance(rate) ? .string(text + "0") : value
    case .integer(let number): return random.chance(rate) ? .integer(number + 1) : value
    case .bool(let flag): return random.chance(rate) ? .bool(!flag) : value
    case .null, .number: return value
    }
  }
}
