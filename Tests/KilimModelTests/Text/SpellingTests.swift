import KilimModel
import Testing

struct SpellingTests {
  private static let fields = [
    "appId", "appVersion", "memoryMB", "maxMinutes", "nodeCount", "tags",
  ]

  @Test(
    arguments: [
      ("appid", "appId"), ("apId", "appId"), ("appVerison", "appVersion"), ("memory", "memoryMB"),
      ("maxMinuets", "maxMinutes"), ("nodecount", "nodeCount"), ("tgas", "tags"), ("tag", "tags"),
      ("image", nil), ("x", nil), ("", nil),
    ] as [(String, String?)])
  func `finds the nearest name, if any is near`(written: String, meant: String?) {
    #expect(Spelling.nearest(to: written, among: Self.fields) == meant)
  }

  @Test func `an equal name wins, then the first of equally near ones`() {
    #expect(Spelling.nearest(to: "abc", among: ["ABC", "abc"]) == "abc")
    #expect(Spelling.nearest(to: "abx", among: ["abc", "abd"]) == "abc")
  }
}
