import KilimManifest
import KilimModel
import Testing

@testable import KilimController

struct StaleReasonsTests {
  private static let base = IdentityComponents(
    job: .of("job"), app: .of("app"), image: .of("image"),
    inputs: [.init(target: "a", digest: .of("1")), .init(target: "b", digest: .of("2"))])

  @Test(
    arguments: [
      (\IdentityComponents.job, Digest.of("other"), []),
      (\.app, .of("other"), ["the App"]),
      (\.inputs[0].digest, .of("other"), ["the input `a`"]),
      (\.inputs[1].digest, .of("other"), ["the input `b`"]),
    ] as [(WritableKeyPath<IdentityComponents, Digest> & Sendable, Digest, [String])])
  func `names what changed beside the job's text`(
    path: WritableKeyPath<IdentityComponents, Digest> & Sendable, digest: Digest, reasons: [String]
  ) {
    var now = Self.base
    now[keyPath: path] = digest
    #expect(StaleReasons.between(Self.base.json.text, now) == reasons)
  }

  @Test func `names a bundle`() {
    var now = Self.base
    now.image = .of("other")
    now.app = .of("other")
    #expect(StaleReasons.between(Self.base.json.text, now) == ["the App", "the App's bundle"])
  }

  @Test(arguments: [nil, "", "{}", "[1]"]) func `says nothing about what it cannot read`(
    stored: String?
  ) {
    #expect(StaleReasons.between(stored, Self.base).isEmpty)
  }
}
