import KilimModel

/// Rows of the history in the order in which they were written, in few bytes: for each entry the
/// distance from the run before, the first sequence and the count, as variable-length numbers.
struct ChangeList {
  struct Entry: Hashable {
    var run: RunID
    var firstSequence: Int
    var count: Int
  }

  private(set) var bytes: [UInt8] = []
  /// The newest; nil while the list is empty.
  private(set) var time: Timestamp?
  private var previous: Int64 = 0

  mutating func append(run: RunID, firstSequence: Int, count: Int, time: Timestamp) {
    bytes.append(signed: run.rawValue - previous)
    bytes.append(variable: UInt64(firstSequence))
    bytes.append(variable: UInt64(count))
    previous = run.rawValue
    self.time = max(self.time ?? time, time)
  }

  /// The entries of a stored list; nil when the bytes are not one.
  static func entries(_ bytes: [UInt8]) -> [Entry]? {
    var entries: [Entry] = []
    var rest = bytes[...]
    var previous: Int64 = 0
    while !rest.isEmpty {
      guard let distance = rest.takeSigned(), let first = rest.takeVariable(),
        let count = rest.takeVariable(), first <= UInt64(Int32.max), count <= UInt64(Int32.max)
      else { return nil }
      previous &+= distance
      entries.append(
        Entry(run: RunID(previous), firstSequence: Int(first), count: Int(count)))
    }
    return entries
  }
}
