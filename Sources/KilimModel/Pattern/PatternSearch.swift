/// Finds the matches of a program inside a text, with their first group.
///
/// Two passes (Frisch and Cardelli's greedy matching): from the end of the text back it is found
/// out which instructions still lead to a match from where; then the text is walked forward along
/// the preferred one of the instructions that do. No character is looked at again by the walk, so
/// the work is linear for all matches together. The sets of the first pass are kept for every
/// n-th position alone, and made again for one block at a time.
struct PatternSearch {
  struct Found {
    var range: Range<Int>
    var group: Range<Int>?
  }

  private let program: [PatternProgram.Instruction]
  private let scalars: [Unicode.Scalar]
  private(set) var machine: LivenessMachine
  /// The positions where a match begins.
  private var starts: BitRow
  /// The rows at the ends of the blocks.
  private var checkpoints: [BitRow] = []
  private let blockLength: Int
  private var block: (number: Int, rows: [BitRow])?
  private var visited: BitRow
  private var walkSteps = 0

  /// - Parameter machine: what was learned from other texts is used, and can be taken back.
  init(
    _ program: [PatternProgram.Instruction], _ machine: LivenessMachine, _ scalars: [Unicode.Scalar]
  ) {
    self.program = program
    self.scalars = scalars
    self.machine = machine
    blockLength = max(64, Int(Double(scalars.count).squareRoot()))
    visited = BitRow(count: program.count)
    starts = BitRow(count: scalars.count + 1)
    findStarts()
  }

  /// Looks at instructions; for tests.
  var steps: Int { machine.steps + walkSteps }

  /// - Parameter needsGroup: whether matches in which the first group takes no part are passed over.
  mutating func lastMatch(needsGroup: Bool) -> Found? {
    var last: Found?
    var position = 0
    while let start = starts.first(from: position) {
      let found = match(from: start)
      if !needsGroup || found.group != nil { last = found }
      position = max(found.range.upperBound, start + 1)
    }
    return last
  }

  /// Walks the preferred way to a match; there is one, as instruction 0 is alive here.
  private mutating func match(from start: Int) -> Found {
    var walk = Walk(state: 0)
    var position = start
    while true {
      guard let next = reach(from: walk, at: position) else { break }
      walk = next
      if case .match = program[walk.state] { break }
      position += 1
      walk.state += 1
    }
    return Found(range: start..<position, group: walk.group)
  }

  private struct Walk {
    var state: Int
    var groupStart: Int?
    var group: Range<Int>?
  }

  /// The first instruction, in order of preference, that reads the next character or is the match.
  private mutating func reach(from walk: Walk, at position: Int) -> Walk? {
    let alive = row(at: position)
    visited.removeAll()
    var pending = [walk]
    while var walk = pending.popLast() {
      guard alive.contains(walk.state), visited.insert(walk.state) else { continue }
      walkSteps += 1
      switch program[walk.state] {
      case .set, .match: return walk
      case .jump(let target): walk.state = target
      case .split(let first, let second):
        pending.append(walk)
        pending[pending.count - 1].state = second
        walk.state = first
      case .groupStart:
        walk.groupStart = position
        walk.state += 1
      case .groupEnd:
        if let groupStart = walk.groupStart { walk.group = groupStart..<position }
        walk.state += 1
      case .start, .end: walk.state += 1
      }
      pending.append(walk)
    }
    return nil
  }
}

extension PatternSearch {
  private mutating func findStarts() {
    // Block b holds the positions from b * length up to, without it, (b + 1) * length.
    let blocks = scalars.count / blockLength + 1
    var position = scalars.count
    var state = machine.stateAtEnd(of: scalars)
    checkpoints = Array(repeating: machine.row(of: state), count: blocks)
    while true {
      let row = machine.row(of: state)
      if row.contains(0) { _ = starts.insert(position) }
      if (position + 1) % blockLength == 0 { checkpoints[position / blockLength] = row }
      guard position > 0 else { return }
      position -= 1
      state = machine.state(before: state, at: position, of: scalars)
    }
  }

  /// Which instructions lead to a match from this position on.
  private mutating func row(at position: Int) -> BitRow {
    let number = position / blockLength
    if block?.number != number { block = (number, rows(ofBlock: number)) }
    return block?.rows[position - number * blockLength] ?? visited
  }

  private mutating func rows(ofBlock number: Int) -> [BitRow] {
    let first = number * blockLength
    let last = min(scalars.count, first + blockLength - 1)
    var rows = Array(repeating: checkpoints[number], count: last - first + 1)
    var state = machine.state(of: checkpoints[number])
    for position in stride(from: last - 1, through: first, by: -1) {
      state = machine.state(before: state, at: position, of: scalars)
      rows[position - first] = machine.row(of: state)
    }
    return rows
  }
}
