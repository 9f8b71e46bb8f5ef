import KilimTestSupport
import Testing

@testable import KilimLaunch

struct QueueTests {
  @Test(arguments: 0..<20)
  func `does what an array does`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var queue = Queue<Int>()
    var array: [Int] = []
    for step in 0..<20_000 {
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<(step < 10_000 ? 70 : 30):
        queue.append(step)
        array.append(step)
      case 98:
        queue.prepend([step, -step])
        array.insert(contentsOf: [step, -step], at: 0)
      default:
        #expect(queue.popFirst() == (array.isEmpty ? nil : array.removeFirst()))
      }
    }
    #expect(Array(queue.all) == array)
    #expect(queue.count == array.count)
  }
}
