import KilimModel

/// The identities of a sweep's points, 16 bytes each, in the order of the points, and an index that
/// finds them: nothing else is held of a point.
///
/// Equal points are one: the first of them stays.
struct PointTable: Sendable {
  /// Of all points, also of those that are the same as an earlier one.
  private(set) var identities: [UInt8]
  /// Points that differ from all before them.
  private(set) var count = 0
  /// Open addressing: 0 for nothing, else the index of a point and 1.
  private var slots: [UInt32]
  private var repeated: [Bool]

  /// - Parameter identities: 16 bytes a point.
  init(_ identities: [UInt8]) {
    self.identities = identities
    let total = identities.count / 16
    var size = 16
    while size < total * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    repeated = [Bool](repeating: false, count: total)
    identities.withUnsafeBytes { bytes in
      slots.withUnsafeMutableBufferPointer { slots in
        for index in 0..<total {
          let slot = Self.slot(bytes, index * 16, among: bytes, slots)
          if slots[slot] == 0 {
            slots[slot] = UInt32(index + 1)
            count += 1
          } else {
            repeated[index] = true
          }
        }
      }
    }
  }

  /// All points, those included that repeat others.
  var total: Int { repeated.count }

  func isRepeated(_ index: Int) -> Bool { repeated[index] }

  /// The index of a point with that identity; nil for none.
  func index(of identity: UnsafeRawBufferPointer) -> Int? {
    identities.withUnsafeBytes { bytes in
      slots.withUnsafeBufferPointer { slots in
        let mutable = UnsafeMutableBufferPointer(mutating: slots)
        let entry = slots[Self.slot(identity, 0, among: bytes, mutable)]
        return entry == 0 ? nil : Int(entry) - 1
      }
    }
  }

  /// The slot that has an identity, or the empty one where it would go.
  private static func slot(
    _ identity: UnsafeRawBufferPointer, _ offset: Int, among bytes: UnsafeRawBufferPointer,
    _ slots: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    let low = identity.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let high = identity.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: low) & mask
    while slots[slot] != 0 {
      let other = (Int(slots[slot]) - 1) * 16
      if bytes.loadUnaligned(fromByteOffset: other, as: UInt64.self) == low,
        bytes.loadUnaligned(fromByteOffset: other + 8, as: UInt64.self) == high
      {
        break
      }
      slot = (slot + 1) & mask
    }
    return slot
  }
}
