import KilimModel
import Testing

@testable import KilimManifest

struct StepConditionTests {
  private let values: [String: ExpressionValue] = [
    "steps.a-1.status": .text("FAILED"), "steps.a-1.results.x-y": .number(0.95),
    "steps.a-1.results.gone": .missing, "steps.b--.status": .text("SKIPPED"),
    "steps.a-1.results.n": .number(3),
  ]

  @Test(
    arguments: [
      ("steps.a-1.status == 'FAILED'", true), ("steps.a-1.results.x-y > 0.9", true),
      ("steps.a-1.results.x-y > 0.9 && steps.a-1.status == 'FINISHED'", false),
      ("steps.a-1.results.gone > 0", false), ("steps.a-1.results.gone != 1", true),
      ("steps.b--.status in ['SKIPPED', 'FAILED']", true),
      // Behind a result's name a dash before a digit is a sign.
      ("steps.a-1.results.n-1 == 2", true),
    ])
  func `decides by how steps ended`(text: String, isTrue: Bool) throws {
    let condition = try StepCondition(text)
    #expect(try condition.isTrue { values["\($0)"] ?? .missing } == isTrue)
  }

  @Test func `reads references back`() {
    for text in [
      "steps.a.outputDir", "steps.a-b.archiveDir", "steps.a.pointsFile", "steps.a.status",
      "steps.a.results.k", "steps.a.results.k.l",
    ] {
      #expect(StepReference(text)?.description == text)
    }
    for text in [
      "steps.a", "steps..status", "step.a.status", "steps.a.results", "steps.a.x",
      "steps.a.status.y",
    ] {
      #expect(StepReference(text) == nil)
    }
  }
}
