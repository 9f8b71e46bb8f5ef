import KilimModel
import Testing

@testable import KilimStore

struct ChangeListTests {
  @Test func `entries come back in their order`() {
    let entries = [
      ChangeList.Entry(run: RunID(300), firstSequence: 1, count: 1),
      ChangeList.Entry(run: RunID(2), firstSequence: 200, count: 130),
      ChangeList.Entry(run: RunID(2), firstSequence: 330, count: 1),
      ChangeList.Entry(run: RunID(.max), firstSequence: 1, count: 9),
      ChangeList.Entry(run: RunID(1), firstSequence: 2, count: 1),
    ]
    var list = ChangeList()
    for entry in entries {
      list.append(
        run: entry.run, firstSequence: entry.firstSequence, count: entry.count,
        time: Samples.start)
    }
    #expect(ChangeList.entries(list.bytes) == entries)
  }

  @Test(
    arguments: [
      [0x80], [2], [2, 1], [2, 1, 0x80], [UInt8](repeating: 0xFF, count: 40),
    ] as [[UInt8]])
  func `damaged bytes are not a list`(bytes: [UInt8]) {
    #expect(ChangeList.entries(bytes) == nil)
  }
}
