import Glibc
import KilimModel
import Testing

@testable import KilimLaunch

struct ProcessTests {
  @Test(arguments: [
    ("12 (sh) S 1 12 12 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 9876 100", false),
    ("12 (a) b (c)) Z 1 12 12 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 9876 100", true),
  ])
  func `is read from its line whatever its name`(_ line: String, isZombie: Bool) {
    #expect(
      ProcessEntry(stat: Array(line.utf8))
        == ProcessEntry(
          process: 12, parent: 1, group: 12, session: 12, isZombie: isZombie, startTicks: 9876))
  }

  @Test(arguments: ["", "12", "12 (sh", "12 (sh) S 1 2", "x (sh) S 1 12 12 0 -1 4 1 2 3 4 5 6 7 8"])
  func `is not read from half a line`(_ line: String) {
    #expect(ProcessEntry(stat: Array(line.utf8)) == nil)
  }

  @Test func `this process is in the table`() {
    let table = ProcessTable.now()
    #expect(table.entries[getpid()]?.parent == getppid())
    #expect(table.entries[getpid()]?.group == getpgrp())
  }

  static let token = LaunchToken(high: 1, low: 1)
  static let table = ProcessTable(
    entries: [
      ProcessEntry(process: 1, parent: 0, group: 1, session: 1),
      ProcessEntry(process: 2, parent: 0, group: 0, session: 0),
      ProcessEntry(process: 100, parent: 50, group: 100, session: 100),
      ProcessEntry(process: 101, parent: 100, group: 101, session: 100),
      ProcessEntry(process: 102, parent: 101, group: 102, session: 102),
      ProcessEntry(process: 103, parent: 1, group: 103, session: 103, token: token),
      ProcessEntry(process: 104, parent: 103, group: 104, session: 104),
      ProcessEntry(process: 105, parent: 100, group: 100, session: 100, isZombie: true),
      ProcessEntry(process: 200, parent: 50, group: 200, session: 200),
    ].reduce(into: [:]) { $0[$1.process] = $1 })

  @Test(
    arguments: [
      (100, false, [100, 101, 102, 103, 104]),
      // 100 is another process now: only the token speaks.
      (100, true, [103, 104]), (0, true, [103, 104]), (99, true, [103, 104]),
    ] as [(Int32, Bool, [Int32])])
  func `a tree is session, group, descendants and token`(
    leader: Int32, isGone: Bool, expected: [Int32]
  ) {
    let tree = ProcessTree(leader: leader, leaderIsGone: isGone, token: Self.token)
    #expect(tree.members(in: Self.table, except: 50).map(\.process) == expected)
  }
}
