/// Which instructions of a program lead to a match, found from the end of a text back.
struct PatternLiveness: Sendable {
  /// What is around a position: whether a line begins, or ends, there.
  struct Surroundings: Sendable, Hashable {
    var isLineStart = false
    var isLineEnd = false

    var number: Int { (isLineStart ? 1 : 0) + (isLineEnd ? 2 : 0) }
  }

  let program: [PatternProgram.Instruction]
  /// Whether `^` or `$` asks for the surroundings at all.
  let needsSurroundings: Bool
  /// For each instruction those that lead to it without reading a character.
  private let sources: [[Int]]
  /// The instructions that read a character, and the one that is the match.
  private let readers: [Int]

  init(_ program: [PatternProgram.Instruction]) {
    self.program = program
    var sources: [[Int]] = Array(repeating: [], count: program.count)
    var readers: [Int] = []
    var needsSurroundings = false
    for (index, instruction) in program.enumerated() {
      switch instruction {
      case .set, .match: readers.append(index)
      case .jump(let target): sources[target].append(index)
      case .split(let first, let second):
        sources[first].append(index)
        sources[second].append(index)
      case .start, .end:
        needsSurroundings = true
        sources[index + 1].append(index)
      case .groupStart, .groupEnd: sources[index + 1].append(index)
      }
    }
    self.sources = sources
    self.readers = readers
    self.needsSurroundings = needsSurroundings
  }

  /// - Parameters:
  ///   - after: the row of the next position; nil at the end of the text.
  ///   - scalar: what is read on the way there.
  ///   - steps: counts the instructions that were looked at, each once.
  func row(
    before after: BitRow?, reading scalar: UInt32, in surroundings: Surroundings,
    steps: inout Int
  ) -> BitRow {
    var row = BitRow(count: program.count)
    var pending: [Int] = []
    for reader in readers where leads(reader, before: after, reading: scalar) {
      if row.insert(reader) { pending.append(reader) }
    }
    steps += readers.count
    while let state = pending.popLast() {
      for source in sources[state] where holds(source, in: surroundings) {
        steps += 1
        if row.insert(source) { pending.append(source) }
      }
    }
    return row
  }

  private func leads(_ reader: Int, before after: BitRow?, reading scalar: UInt32) -> Bool {
    guard case .set(let set) = program[reader] else { return true }
    guard let after else { return false }
    return after.contains(reader + 1) && set.contains(scalar)
  }

  private func holds(_ state: Int, in surroundings: Surroundings) -> Bool {
    switch program[state] {
    case .start: surroundings.isLineStart
    case .end: surroundings.isLineEnd
    default: true
    }
  }

  func surroundings(of position: Int, in scalars: [Unicode.Scalar]) -> Surroundings {
    guard needsSurroundings else { return Surroundings() }
    let before = position > 0 ? scalars[position - 1] : nil
    let next = position < scalars.count ? scalars[position] : nil
    // Nothing begins or ends between the two characters of one line's end.
    if before == "\r", next == "\n" { return Surroundings() }
    return Surroundings(
      isLineStart: before.map { !ScalarSet.notLineEnd.contains($0.value) } ?? true,
      isLineEnd: next.map { !ScalarSet.notLineEnd.contains($0.value) } ?? true)
  }
}
