import Glibc
import KilimTestSupport
import Testing

@testable import KilimController

struct WorkerPoolTests {
  private func waited(_ pool: WorkerPool<Int>, _ wakeup: Wakeup, for count: Int) throws -> [Int] {
    var results: [Int] = []
    try waitUntil("\(count) results have come") {
      wakeup.clear()
      results += pool.takeResults()
      return results.count >= count
    }
    return results
  }

  @Test(arguments: [1, 4]) func `brings every result once`(size: Int) throws {
    let wakeup = try Wakeup()
    let pool = WorkerPool<Int>(size: size, wakeup: wakeup)
    for number in 0..<200 { pool.submit { number } }
    let results = try waited(pool, wakeup, for: 200)
    #expect(size == 1 ? results == Array(0..<200) : results.sorted() == Array(0..<200))
    pool.finish()
    #expect(pool.takeResults().isEmpty)
  }

  @Test func `waits for what is being done and drops what waits`() throws {
    let wakeup = try Wakeup()
    let pool = WorkerPool<Int>(size: 1, wakeup: wakeup)
    let isBusy = RequestFlag()
    let stop = RequestFlag()
    pool.submit {
      isBusy.raise()
      while !stop.isRaised { _ = poll(nil, 0, 1) }
      return 1
    }
    pool.submit { 2 }
    try waitUntil("it is at work") { isBusy.isRaised }
    stop.raise()
    pool.finish()
    #expect(pool.takeResults().first == 1, "it has ended, so its result is there")
    pool.finish()
    pool.close()
  }
}
