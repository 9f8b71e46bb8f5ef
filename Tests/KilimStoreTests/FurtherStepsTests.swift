import KilimModel
import Testing

@testable import KilimStore

struct FurtherStepsTests {
  private let first = Timestamp(milliseconds: 1_700_000_000_000)

  private func step(_ distance: Int64, _ message: String? = nil) -> HistoryStep {
    HistoryStep(
      time: Timestamp(milliseconds: first.milliseconds + distance), status: .running,
      cause: .started, message: message)
  }

  @Test func `steps come back as they were`() throws {
    let steps = [
      step(0), step(5, ""), step(-3, "the clock was set back"), step(.init(Int32.max), "ü\0🙂"),
      step(100_000, String(repeating: "x", count: 300)),
    ]
    for count in 1...steps.count {
      let bytes = try #require(FurtherSteps.bytes(of: steps.prefix(count), after: first))
      #expect(FurtherSteps.steps(bytes, after: first) == Array(steps.prefix(count)))
    }
    #expect(FurtherSteps.bytes(of: [], after: first) == nil)
  }

  @Test func `a usual step takes four bytes`() {
    #expect(FurtherSteps.bytes(of: [step(12)], after: first)?.count == 4)
  }

  @Test(
    arguments: [
      [0x80], [2, 6], [2, 99, 1, 0], [2, 6, 0xFF, 0x7F, 0], [2, 6, 1, 9, 0x41],
      [2, 6, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1],
    ] as [[UInt8]])
  func `what are no steps is refused`(bytes: [UInt8]) {
    #expect(FurtherSteps.steps(bytes, after: first) == nil)
  }
}
