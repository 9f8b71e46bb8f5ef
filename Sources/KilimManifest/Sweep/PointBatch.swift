/// Points in a row: their canonical texts, one after the other.
package struct PointBatch: Sendable {
  /// The compact JSON objects of all points, keys sorted, absent parameters left out.
  package private(set) var bytes: [UInt8] = []
  /// Where each point's text ends.
  package private(set) var ends: [Int] = []

  package init() {}

  package var count: Int { ends.count }

  package func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Appends one point that writes itself.
  mutating func append(_ write: (inout [UInt8]) -> Void) {
    write(&bytes)
    ends.append(bytes.count)
  }
}
