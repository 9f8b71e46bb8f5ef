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

  @Test func `gives higher priorities first, and equal ones in their order`() {
    var queue = AdmissionQueue()
    let priorities = [0, 5, -3, 5, 0, 7, -3]
    for (index, priority) in priorities.enumerated() {
      queue.append(RunID(Int64(index)), priority: priority)
    }
    var taken: [Int64] = []
    while let run = queue.takeUnsorted() { taken.append(run.rawValue) }
    #expect(taken == [5, 1, 3, 0, 4, 2, 6])
  }

  @Test func `sorts ahead only what could overtake`() {
    var queue = AdmissionQueue()
    queue.append(RunID(1), to: "full", priority: 2)
    queue.append(RunID(2), priority: 2)
    #expect(queue.takeUrgent() == nil)
    queue.append(RunID(3), priority: 3)
    #expect(queue.takeUrgent() == RunID(3))
    #expect(queue.takeUrgent() == nil)
    queue.append(RunID(3), to: "full", priority: 3)
    #expect(queue.take(from: "full") == RunID(3))
  }

  @Test func `keeps a line for each system and forgets an empty one`() {
    var queue = AdmissionQueue()
    for number in 1...4 { queue.append(RunID(Int64(number)), to: number % 2 == 0 ? "even" : "odd") }
    #expect(queue.groups == ["even", "odd"])
    #expect(queue.take(from: "odd") == RunID(1))
    #expect(queue.take(from: "even") == RunID(2))
    #expect(queue.take(from: "odd") == RunID(3))
    #expect(queue.take(from: "odd") == nil)
    #expect(queue.groups == ["even"])
    #expect(queue.take(from: "nobody") == nil)
  }
}
