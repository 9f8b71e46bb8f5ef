/// Which instructions of a program lead to a match, found from the end of a text back.
struct PatternLiveness: Sendable {
  let program: [PatternProgram.Instruction]
  /// For each instruction those that lead to it without reading a character.
  private let sources: [[Int]]
  /// The instructions that read a character, and the one that is the match.
  private let readers: [Int]

  init(_ program: [PatternProgram.Instruction]) {
    self.program = program
    var sources: [[Int]] = Array(repeating: [], count: program.count)
    var readers: [Int] = []
    for (index, instruction) in program.enumerated() {
      switch instruction {
      case .set, .match: readers.append(index)
      case .jump(let target): sources[target].append(index)
      case .split(let first, let second):
        sources[first].append(index)
        sources[second].append(index)
      case .start, .end, .groupStart, .groupEnd: sources[index + 1].append(index)
      }
    }
    self.sources = sources
    self.readers = readers
  }

  /// - Parameters:
  ///   - after: the row of the next position; nil at the end of the text.
  ///   - steps: counts the instructions that were looked at, each once for a position.
  func fill(
    _ row: inout BitRow, before after: BitRow?, at position: Int, of scalars: [Unicode.Scalar],
    steps: inout Int
  ) {
    row.removeAll()
    var pending: [Int] = []
    for reader in readers where leads(reader, before: after, at: position, of: scalars) {
      if row.insert(reader) { pending.append(reader) }
    }
    steps += readers.count
    while let state = pending.popLast() {
      for source in sources[state] where holds(source, at: position, of: scalars) {
        steps += 1
        if row.insert(source) { pending.append(source) }
      }
    }
  }

  private func leads(
    _ reader: Int, before after: BitRow?, at position: Int, of scalars: [Unicode.Scalar]
  ) -> Bool {
    guard case .set(let set) = program[reader] else { return true }
    guard let after else { return false }
    return after.contains(reader + 1) && set.contains(scalars[position].value)
  }

  /// Whether `^` or `$` holds here; nothing else asks for anything.
  private func holds(_ state: Int, at position: Int, of scalars: [Unicode.Scalar]) -> Bool {
    switch program[state] {
    case .start: isLineStart(position, of: scalars)
    case .end: isLineEnd(position, of: scalars)
    default: true
    }
  }

  private func isLineStart(_ position: Int, of scalars: [Unicode.Scalar]) -> Bool {
    guard position > 0 else { return true }
    let before = scalars[position - 1]
    if before == "\r", position < scalars.count, scalars[position] == "\n" { return false }
    return !ScalarSet.notLineEnd.contains(before.value)
  }

  private func isLineEnd(_ position: Int, of scalars: [Unicode.Scalar]) -> Bool {
    guard position < scalars.count else { return true }
    if position > 0, scalars[position - 1] == "\r", scalars[position] == "\n" { return false }
    return !ScalarSet.notLineEnd.contains(scalars[position].value)
  }
}
