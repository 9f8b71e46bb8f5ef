import KilimModel

/// The order of variables: by key, without case; equal ones by their bytes.
enum EnvironmentOrder {
  static func precedes(_ left: PlannedVariable, _ right: PlannedVariable) -> Bool {
    precedes(left.key, right.key)
  }

  static func precedes(_ left: String, _ right: String) -> Bool {
    for (one, other) in zip(left.utf8, right.utf8) {
      let (low, high) = (one.lowercased, other.lowercased)
      if low != high { return low < high }
    }
    let (count, otherCount) = (left.utf8.count, right.utf8.count)
    return count != otherCount
      ? count < otherCount : left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// Two sorted lists as one.
  static func merged(_ left: [PlannedVariable], _ right: [PlannedVariable]) -> [PlannedVariable] {
    var result: [PlannedVariable] = []
    result.reserveCapacity(left.count + right.count)
    var rest = right[...]
    for variable in left {
      while let first = rest.first, precedes(first, variable) {
        result.append(first)
        rest = rest.dropFirst()
      }
      result.append(variable)
    }
    return result + rest
  }
}

extension UInt8 {
  fileprivate var lowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
