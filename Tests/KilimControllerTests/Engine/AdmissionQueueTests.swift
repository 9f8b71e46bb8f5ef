import KilimStore
import Testing

@testable import KilimController

struct AdmissionQueueTests {
  @Test func `gives runs in the order of their making`() {
    var queue = AdmissionQueue()
    let runs = (1...5000).map { RunID(Int64($0)) }
    for run in runs { queue.append(run) }
    var taken: [RunID] = []
    while let run = queue.takeUnsorted() { taken.append(run) }
    #expect(taken == runs)
    queue.append(RunID(7))
    #expect(queue.takeUnsorted() == RunID(7))
  }

  @Test func `keeps a line for each system and forgets an empty one`() {
    var queue = AdmissionQueue()
    for number in 1...4 { queue.append(RunID(Int64(number)), to: number % 2 == 0 ? "even" : "odd") }
    #expect(queue.systems == ["even", "odd"])
    #expect(queue.take(from: "odd") == RunID(1))
    #expect(queue.take(from: "even") == RunID(2))
    #expect(queue.take(from: "odd") == RunID(3))
    #expect(queue.take(from: "odd") == nil)
    #expect(queue.systems == ["even"])
    #expect(queue.take(from: "nobody") == nil)
  }
}
