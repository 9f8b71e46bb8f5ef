/// Gathers the members of an object, leaving out what says nothing.
package struct ObjectMembers {
  package private(set) var list: [JSONValue.Member] = []

  package init() { list.reserveCapacity(16) }

  package mutating func add(_ key: String, _ value: JSONValue?) {
    guard let value else { return }
    list.append(.init(key, value))
  }

  package mutating func add(_ key: String, _ text: String?, unless usual: String? = nil) {
    guard let text, text != usual else { return }
    list.append(.init(key, .string(text)))
  }

  package mutating func add(_ key: String, _ number: Int64) {
    list.append(.init(key, .integer(number)))
  }

  package mutating func add(_ key: String, _ number: Int, unless usual: Int? = nil) {
    guard number != usual else { return }
    list.append(.init(key, .integer(Int64(number))))
  }

  package mutating func add(_ key: String, _ flag: Bool, unless usual: Bool) {
    guard flag != usual else { return }
    list.append(.init(key, .bool(flag)))
  }

  /// An empty list is left out.
  package mutating func add(_ key: String, _ items: [JSONValue]) {
    guard !items.isEmpty else { return }
    list.append(.init(key, .array(items)))
  }
}

extension JSONValue {
  /// The text of a string; nil for any other value.
  package var plainText: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The items of an array; nil for any other value.
  package var items: [JSONValue]? {
    guard case .array(let items) = self else { return nil }
    return items
  }
}

extension Sequence {
  /// Every element transformed; nil as soon as one of them cannot be.
  package func all<Value>(_ transform: (Element) -> Value?) -> [Value]? {
    var values: [Value] = []
    for element in self {
      guard let value = transform(element) else { return nil }
      values.append(value)
    }
    return values
  }
}

extension Optional {
  /// Stores the value, if there is one; says whether there was.
  package func assign(to place: inout Wrapped) -> Bool {
    guard let value = self else { return false }
    place = value
    return true
  }
}
