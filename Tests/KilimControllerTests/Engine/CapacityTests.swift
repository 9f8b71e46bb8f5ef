import Testing

@testable import KilimController

struct CapacityTests {
  private func taken(_ capacity: inout Capacity, in system: String = "a") -> Int {
    var count = 0
    while capacity.take(in: system) { count += 1 }
    return count
  }

  private func takes(_ capacity: inout Capacity, in system: String = "a") -> Bool {
    capacity.take(in: system)
  }

  @Test(arguments: [1, 2, 64]) func `holds the slots and the reserve`(slots: Int) {
    var capacity = Capacity()
    capacity.setSlots(slots, of: "a")
    #expect(taken(&capacity) == slots + Capacity.reserve)
    #expect(takes(&capacity, in: "a") == false)
  }

  @Test func `is refilled once half of the reserve is used up`() {
    var capacity = Capacity()
    capacity.setSlots(2, of: "a")
    let all = taken(&capacity)
    for _ in 1..<Capacity.reserve / 2 { capacity.give(in: "a") }
    #expect(takes(&capacity, in: "a") == false)
    capacity.give(in: "a")
    #expect(taken(&capacity) == Capacity.reserve / 2)
    for _ in 1...all { capacity.give(in: "a") }
    #expect(taken(&capacity) == all, "nothing is lost on the way")
  }

  @Test func `keeps systems apart`() {
    var capacity = Capacity()
    capacity.setSlots(1, of: "a")
    capacity.setSlots(1, of: "b")
    _ = taken(&capacity)
    #expect(takes(&capacity, in: "b") == true)
    #expect(capacity.slots(of: "a") == 1 && capacity.slots(of: "c") == nil)
    #expect(capacity.allSlots.map(\.system).sorted() == ["a", "b"])
  }

  @Test func `counts what was on its way before a restart, also beyond the window`() {
    var capacity = Capacity()
    capacity.setSlots(1, of: "a")
    for _ in 0..<Capacity.reserve + 10 { capacity.count(in: "a") }
    #expect(takes(&capacity, in: "a") == false)
    for _ in 0..<Capacity.reserve + 10 { capacity.give(in: "a") }
    #expect(taken(&capacity) == 1 + Capacity.reserve)
  }

  @Test func `grows and shrinks with the slots and forgets nothing that is in use`() {
    var capacity = Capacity()
    capacity.setSlots(1, of: "a")
    #expect(takes(&capacity, in: "a") == true)
    capacity.setSlots(3, of: "a")
    #expect(taken(&capacity) == 2 + Capacity.reserve)
  }
}
