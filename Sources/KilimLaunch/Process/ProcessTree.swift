/// What belongs to a program: its session, its process group, their descendants, and all processes
/// that carry its token.
struct ProcessTree {
  /// Also the id of the program's session and process group; 0 when the number is another's now.
  let leader: Int32
  /// The leader was waited for: a process of that number is another one.
  let leaderIsGone: Bool
  let token: LaunchToken

  /// The living processes of the tree.
  func members(in table: ProcessTable, except own: Int32) -> [ProcessEntry] {
    // A number is free for a new process only once no session and no group has it.
    let numberIsOurs = leader > 1 && !(leaderIsGone && table.entries[leader] != nil)
    var belongs: Set<Int32> = []
    for entry in table.entries.values {
      let inGroup = numberIsOurs && (entry.session == leader || entry.group == leader)
      if inGroup || entry.token == token { belongs.insert(entry.process) }
    }
    addDescendants(to: &belongs, in: table)
    belongs.remove(own)
    return belongs.sorted().compactMap { table.entries[$0] }.filter { !$0.isZombie }
  }

  private func addDescendants(to belongs: inout Set<Int32>, in table: ProcessTable) {
    guard !belongs.isEmpty else { return }
    var children: [Int32: [Int32]] = [:]
    for entry in table.entries.values { children[entry.parent, default: []].append(entry.process) }
    var next = Array(belongs)
    while let process = next.popLast() {
      for child in children[process] ?? [] where belongs.insert(child).inserted {
        next.append(child)
      }
    }
  }
}
