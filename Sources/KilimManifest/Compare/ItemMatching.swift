import KilimModel

/// Which item of an old list is which of a new one.
///
/// Items with a unique name are matched by it. Other mappings are matched where they are equal, the
/// rest in their order; plain values are matched by their index.
struct ItemMatching {
  private(set) var newIndex: [Int?]
  private(set) var oldIndex: [Int?]
  private let keyField: String?

  init(_ old: [JSONValue], _ new: [JSONValue], _ record: RecordDescription?) {
    newIndex = Array(repeating: nil, count: old.count)
    oldIndex = Array(repeating: nil, count: new.count)
    keyField = record?.itemKey
    guard record != nil else {
      for index in 0..<min(old.count, new.count) { match(index, index) }
      return
    }
    let keys = (old.map(key(of:)), new.map(key(of:)))
    matchEqual(old.indices.filter { keys.0[$0] != nil }, new.indices.filter { keys.1[$0] != nil }) {
      JSONValue.string(keys.0[$0] ?? "")
    } _: {
      JSONValue.string(keys.1[$0] ?? "")
    }
    let unnamed = (
      old.indices.filter { keys.0[$0] == nil }, new.indices.filter { keys.1[$0] == nil }
    )
    matchEqual(unnamed.0, unnamed.1) {
      old[$0]
    } _: {
      new[$0]
    }
    let rest = zip(
      unnamed.0.filter { newIndex[$0] == nil }, unnamed.1.filter { oldIndex[$0] == nil })
    for (old, new) in rest { match(old, new) }
  }

  /// What an item is called; nil when it has no name, or names mean nothing in the list.
  func key(of item: JSONValue) -> String? {
    guard let keyField, case .string(let key)? = item[keyField] else { return nil }
    return key
  }

  private mutating func match(_ old: Int, _ new: Int) {
    newIndex[old] = new
    oldIndex[new] = old
  }

  private mutating func matchEqual(
    _ old: [Int], _ new: [Int], _ ofOld: (Int) -> JSONValue, _ ofNew: (Int) -> JSONValue
  ) {
    var places: [JSONValue: [Int]] = [:]
    for index in old.reversed() { places[ofOld(index), default: []].append(index) }
    for index in new {
      if let place = places[ofNew(index)]?.popLast() { match(place, index) }
    }
  }
}
