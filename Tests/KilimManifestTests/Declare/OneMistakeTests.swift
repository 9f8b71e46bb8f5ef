import KilimModel
import Testing

@testable import KilimManifest

/// One mistake, one diagnostic: for every field of every kind.
struct OneMistakeTests {
  private struct Change {
    var name: String
    var apply: @Sendable (JSONValue.Member) -> [JSONValue.Member]
  }

  private static let texts = [FullSpecs.job, FullSpecs.app, FullSpecs.system, FullSpecs.profile]

  /// What is wrong with each field of a kind once it was changed, where it is not one mistake.
  private func failures(
    _ text: String, _ change: (JSONValue.Member) -> [JSONValue.Member],
    isExpected: (MemberPlace, [Diagnostic]) -> Bool
  ) throws -> [String] {
    let document = try #require(ManifestText.load(text).documents.first)
    let spec = SpecCoding.json(of: document.spec)
    return spec.memberPlaces(closed: ["notes"]).compactMap { place in
      let changed = spec.replacing(place.steps[...], change)
      let envelope: JSONValue = [
        "apiVersion": "kilim/v1", "kind": .string(document.spec.kind.rawValue),
        "metadata": ["name": .string(document.metadata.name)], "spec": changed,
      ]
      let found = ManifestText.load(envelope.text).diagnostics
      return isExpected(place, found)
        ? nil : "\(place.path): \(found.map { "\($0.code.rawValue) \($0.path) \($0.message)" })"
    }
  }

  @Test(arguments: texts)
  func `a misspelt field`(text: String) throws {
    let failures = try failures(text) {
      [.init($0.key + "x", $0.value)]
    } isExpected: { place, found in
      found.map(\.code) == [.unknownField] && found.first?.path == place.path + "x"
    }
    #expect(failures == [])
  }

  @Test(arguments: texts)
  func `a value of the wrong type`(text: String) throws {
    let failures = try failures(text) { member in
      if case .string = member.value { return [.init(member.key, ["x": 1])] }
      return [.init(member.key, "wrong")]
    } isExpected: { place, found in
      found.count == 1 && found.first?.path == place.path
        && [.wrongType, .unknownValue].contains(found.first?.code)
    }
    #expect(failures == [])
  }

  @Test(arguments: texts)
  func `a field that stands twice`(text: String) throws {
    let failures = try failures(text) {
      [$0, $0]
    } isExpected: { _, found in
      found.map(\.code) == [.duplicateKey]
    }
    #expect(failures == [])
  }

  /// Null means "not set": no mistake, or the one that something needed is missing.
  @Test(arguments: texts)
  func `a field that is null`(text: String) throws {
    let failures = try failures(text) {
      [.init($0.key, .null)]
    } isExpected: { place, found in
      found.isEmpty || found.map(\.code) == [.missingField]
    }
    #expect(failures == [])
  }

  static let envelopes: [(String, [String])] = [
    (
      "apiversion: kilim/v1\nkind: Job\nmetadata: {name: a}\nspec: {appId: a, appVersion: '1'}",
      ["K0202"]
    ),
    (
      "apiVersion: kilim/v1\nknd: Job\nmetadata: {name: a}\nspec: {appId: a, appVersion: '1'}",
      ["K0202"]
    ),
    (
      "apiVersion: kilim/v1\nkind: Job\nmetdata: {name: a}\nspec: {appId: a, appVersion: '1'}",
      ["K0202"]
    ),
    (
      "apiVersion: kilim/v1\nkind: Job\nmetadata: {name: a}\nspce: {appId: a, appVersion: '1'}",
      ["K0202"]
    ),
    ("apiVersion: kilim/v1\nkind: Job\nmetadata: {name: a}\nappId: a\nappVersion: '1'", ["K0204"]),
    (
      "apiVersion: kilim/v1\nkind: Job\nmetadata: {nam: a}\nspec: {appId: a, appVersion: '1'}",
      ["K0202"]
    ),
    ("apiVersion: kilim/v1\nkind: Jb\nmetadata: {name: a}\nspec: {appId: a}", ["K0201"]),
    (
      "apiVersion: kilim/v1\nkind: App\nmetadata: {name: a}\nspec: {version: '1', runtime: NATVE, command: [x]}",
      ["K0205"]
    ),
    (
      "apiVersion: kilim/v1\nkind: App\nmetadata: {name: a}\nspec: {version: '1', runtime: NATIVE, comand: [x]}",
      ["K0202"]
    ),
    ("{id: a, version: '1', containerImge: x, jobAttributes: {}}", ["K0202"]),
    ("{naem: a, appId: a, appVersion: '1'}", ["K0202"]),
    ("{name: a, appld: a, appVersion: '1'}", ["K0202"]),
    ("{Id: a, systemType: LINUX, host: h, canExec: false}", ["K0202"]),
    ("{id: a, systemTyp: LINUX, host: h, canExec: false}", ["K0202"]),
    ("{systemType: LINUX, host: h, canExec: false}", ["K0204"]),
  ]

  @Test(arguments: envelopes)
  func `a mistake at the top of a document`(text: String, codes: [String]) {
    #expect(ManifestText.load(text).diagnostics.map(\.code.rawValue) == codes)
  }
}
