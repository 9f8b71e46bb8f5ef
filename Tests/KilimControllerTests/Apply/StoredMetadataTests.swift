import KilimModel
import KilimStore
import Testing

@testable import KilimController

struct StoredMetadataTests {
  @Test func `keeps labels and annotations in one order`() {
    let metadata = Metadata(
      name: "one", labels: ["b": "2", "a": "1"], annotations: ["note": "x\"y"])
    #expect(
      StoredMetadata.text(of: metadata)
        == #"{"labels":{"a":"1","b":"2"},"annotations":{"note":"x\"y"}}"#)
    #expect(StoredMetadata.text(of: Metadata(name: "one")) == nil)
  }

  @Test func `reads back what an apply stored`() throws {
    let scene = try Scene()
    try scene.apply(
      Declared.app("true").replacing("{name: work}", with: "{name: work, labels: {team: t}}")
        + Declared.job("one").replacing("{name: one}", with: "{name: one, annotations: {a: b}}"))
    let app = try #require(try scene.plane.object(ResourceName(.app, "work@1.0")))
    #expect(app.metadata == Metadata(name: "work", labels: ["team": "t"]))
    let job = try #require(try scene.plane.object(ResourceName(.job, "one")))
    #expect(job.metadata == Metadata(name: "one", annotations: ["a": "b"]))
    #expect(try scene.plane.objects(kind: .app, labels: ["team": "t"]).count == 1)
    #expect(try scene.plane.objects(kind: .app, labels: ["team": "u"]).isEmpty)
  }
}
