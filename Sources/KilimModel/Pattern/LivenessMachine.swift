/// The rows of a text's positions, each found once and then looked up (a lazy automaton).
///
/// What leads to a match here depends on the row of the next position and on the character, of
/// which a program tells only a few classes apart. So most positions cost one look into a table.
/// The table is emptied when it grows too large; rows that were handed out stay what they are.
struct LivenessMachine: Sendable {
  /// A row in the table, until the next call of a function that changes it.
  typealias State = Int

  private let liveness: PatternLiveness
  /// The first character of each class, in order.
  private let classes: [UInt32]
  private let classOfASCII: [Int]
  private let stateLimit: Int
  private var rows: [BitRow] = []
  private var states: [BitRow: State] = [:]
  /// For each state, class and surroundings the state before; -1 where it is not known yet.
  private var moves: [Int32] = []
  private(set) var steps = 0

  /// - Parameter stateLimit: how many rows are kept; nil for some megabytes of table.
  init(_ liveness: PatternLiveness, stateLimit: Int? = nil) {
    self.liveness = liveness
    var starts: Set<UInt32> = [0]
    for case .set(let set) in liveness.program {
      for range in set.ranges { starts.formUnion([range.lowerBound, range.upperBound + 1]) }
    }
    let classes = starts.sorted()
    self.classes = classes
    classOfASCII = (UInt32(0)..<128).map { Self.index(of: $0, in: classes) }
    self.stateLimit = stateLimit ?? max(32, 500_000 / (classes.count * 4))
  }

  private static func index(of value: UInt32, in classes: [UInt32]) -> Int {
    var (lower, upper) = (0, classes.count)
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if classes[middle] <= value { lower = middle } else { upper = middle }
    }
    return lower
  }

  func row(of state: State) -> BitRow { rows[state] }

  mutating func state(of row: BitRow) -> State {
    if let state = states[row] { return state }
    if rows.count >= stateLimit {
      rows.removeAll(keepingCapacity: true)
      states.removeAll(keepingCapacity: true)
      moves.removeAll(keepingCapacity: true)
    }
    rows.append(row)
    states[row] = rows.count - 1
    moves.append(contentsOf: repeatElement(-1, count: classes.count * 4))
    return rows.count - 1
  }

  mutating func stateAtEnd(of scalars: [Unicode.Scalar]) -> State {
    state(
      of: liveness.row(
        before: nil, reading: 0,
        in: liveness.surroundings(of: scalars.count, in: scalars), steps: &steps))
  }

  /// The state of a position from the one of the next position.
  mutating func state(
    before after: State, at position: Int, of scalars: [Unicode.Scalar]
  ) -> State {
    let value = scalars[position].value
    let group = value < 128 ? classOfASCII[Int(value)] : Self.index(of: value, in: classes)
    let surroundings = liveness.surroundings(of: position, in: scalars)
    let move = (after * classes.count + group) * 4 + surroundings.number
    steps += 1
    if moves[move] >= 0 { return State(moves[move]) }
    let row = liveness.row(
      before: rows[after], reading: classes[group], in: surroundings, steps: &steps)
    let isRoomy = rows.count < stateLimit || states[row] != nil
    let state = state(of: row)
    if isRoomy { moves[move] = Int32(state) }
    return state
  }
}
