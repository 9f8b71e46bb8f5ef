/// A pattern as a machine that follows all its possibilities at once.
///
/// Matching takes time in proportion to the path times the pattern, whatever both are: there is
/// no backtracking that a user's pattern could blow up (Thompson's construction).
struct PatternProgram: Sendable {
  enum Instruction {
    case set(ScalarSet)
    /// Both ways; where it matters which of two matches counts, the first way wins.
    case split(Int, Int)
    case jump(Int)
    case start
    case end
    /// The first group begins, or ends, here.
    case groupStart
    case groupEnd
    case match
  }
  private(set) var instructions: [Instruction] = []
  /// Counts the work of building too: nested counts around nothing would emit nothing for ever.
  private var steps = 0

  static let stepLimit = 10_000

  init(_ node: PatternNode) throws(PathPatternError) {
    try emit(node)
    instructions.append(.match)
  }

  private mutating func emit(_ node: PatternNode) throws(PathPatternError) {
    steps += 1
    guard steps <= Self.stepLimit else {
      throw PathPatternError(
        message: "the pattern is too complex; lower its {m,n} counts", offset: 0)
    }
    switch node {
    case .set(let set): instructions.append(.set(set))
    case .start: instructions.append(.start)
    case .end: instructions.append(.end)
    case .sequence(let nodes):
      for node in nodes { try emit(node) }
    case .alternatives(let nodes): try emitAlternatives(nodes)
    case .captured(let node):
      instructions.append(.groupStart)
      try emit(node)
      instructions.append(.groupEnd)
    case .repeated(let node, let minimum, let maximum, let isLazy):
      for _ in 0..<minimum { try emit(node) }
      if let maximum {
        try emitOptional(node, count: maximum - minimum, isLazy)
      } else {
        try emitLoop(node, isLazy)
      }
    }
  }

  private mutating func emitAlternatives(_ nodes: [PatternNode]) throws(PathPatternError) {
    var jumps: [Int] = []
    for (index, node) in nodes.enumerated() {
      let split = instructions.count
      let isLast = index == nodes.count - 1
      if !isLast { instructions.append(.split(split + 1, 0)) }
      try emit(node)
      guard !isLast else { break }
      jumps.append(instructions.count)
      instructions.append(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emitOptional(
    _ node: PatternNode, count: Int, _ isLazy: Bool
  ) throws(PathPatternError) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(instructions.count)
      instructions.append(.jump(0))
      try emit(node)
    }
    for split in splits { setSplit(split, past: instructions.count, isLazy) }
  }

  private mutating func emitLoop(
    _ node: PatternNode, _ isLazy: Bool
  ) throws(PathPatternError) {
    let split = instructions.count
    instructions.append(.jump(0))
    try emit(node)
    instructions.append(.jump(split))
    setSplit(split, past: instructions.count, isLazy)
  }

  private mutating func setSplit(_ index: Int, past end: Int, _ isLazy: Bool) {
    instructions[index] = isLazy ? .split(end, index + 1) : .split(index + 1, end)
  }
}

extension PatternProgram {
  /// Whether the whole text matches.
  func matches(_ text: String) -> Bool {
    var steps = 0
    return matches(text, steps: &steps)
  }

  /// Counts the states that were looked at: for each scalar, each instruction at most once.
  func matches(_ text: String, steps: inout Int) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var states = StateSet(capacity: instructions.count)
    var next = StateSet(capacity: instructions.count)
    follow(0, at: 0, of: scalars.count, into: &states)
    for (position, scalar) in scalars.enumerated() {
      next.removeAll()
      steps += states.members.count
      for state in states.members {
        guard case .set(let set) = instructions[state], set.contains(scalar.value) else { continue }
        follow(state + 1, at: position + 1, of: scalars.count, into: &next)
      }
      if next.members.isEmpty { return false }
      swap(&states, &next)
    }
    return states.members.contains { if case .match = instructions[$0] { true } else { false } }
  }

  /// Adds a state and all that can be reached from it without reading anything.
  private func follow(_ first: Int, at position: Int, of count: Int, into states: inout StateSet) {
    var pending = [first]
    while let state = pending.popLast() {
      guard states.insert(state) else { continue }
      switch instructions[state] {
      case .set, .match: break
      case .groupStart, .groupEnd: pending.append(state + 1)
      case .jump(let target): pending.append(target)
      case .split(let left, let right): pending += [left, right]
      case .start: if position == 0 { pending.append(state + 1) }
      case .end: if position == count { pending.append(state + 1) }
      }
    }
  }
}

/// States in the order of their arrival, each once.
private struct StateSet {
  private(set) var members: [Int] = []
  private var isMember: [Bool]

  init(capacity: Int) { isMember = Array(repeating: false, count: capacity) }

  mutating func insert(_ state: Int) -> Bool {
    guard !isMember[state] else { return false }
    isMember[state] = true
    members.append(state)
    return true
  }

  mutating func removeAll() {
    for state in members { isMember[state] = false }
    members.removeAll(keepingCapacity: true)
  }
}
