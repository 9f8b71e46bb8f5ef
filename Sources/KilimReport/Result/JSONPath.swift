import KilimModel

/// Keys and positions that lead to a value inside JSON, as in `.scores[0].accuracy`.
struct JSONPath: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    case key(String)
    case position(Int)
  }

  let text: String
  let steps: [Step]

  /// - Returns: nil for what the rule of the field `json` refuses.
  init?(_ text: String) {
    guard text.utf8.first == UInt8(ascii: ".") else { return nil }
    var steps: [Step] = []
    var rest = text.utf8[...]
    while let first = rest.popFirst() {
      if first == UInt8(ascii: ".") {
        let key = rest.prefix(while: Self.isOfKey)
        rest = rest[key.endIndex...]
        // `.[0]` is the first item of a list that is the whole document.
        guard !key.isEmpty || rest.first == UInt8(ascii: "[") else { return nil }
        if !key.isEmpty { steps.append(.key(String(Substring(key)))) }
      } else {
        let digits = rest.prefix { $0 != UInt8(ascii: "]") }
        rest = rest[digits.endIndex...]
        guard first == UInt8(ascii: "["), digits.allSatisfy({ (0x30...0x39).contains($0) }),
          let position = Int(Substring(digits)), rest.popFirst() != nil
        else { return nil }
        steps.append(.position(position))
      }
    }
    self.text = text
    self.steps = steps
  }

  private static func isOfKey(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...: true
    default: false
    }
  }

  func value(in document: JSONValue) throws(ResultExtractionError) -> JSONValue {
    var value = document
    var walked = ""
    for step in steps {
      guard let next = Self.step(step, in: value) else {
        throw .pathNotFound(path: text, reason: Self.reason(step, value, at: walked))
      }
      value = next
      switch step {
      case .key(let key): walked += ".\(key)"
      case .position(let position): walked += (walked.isEmpty ? "." : "") + "[\(position)]"
      }
    }
    return value
  }

  private static func step(_ step: Step, in value: JSONValue) -> JSONValue? {
    switch step {
    case .key(let key): return value[key]
    case .position(let position):
      // Not in one expression: a bare `nil` could as well be the JSON value null.
      guard case .array(let items) = value, items.indices.contains(position) else { return nil }
      return items[position]
    }
  }

  private static func reason(_ step: Step, _ value: JSONValue, at walked: String) -> String {
    let place = walked.isEmpty ? "the document" : "`\(walked)`"
    switch (step, value) {
    case (.key(let key), .object(let members)):
      let keys = members.map(\.key)
      guard !keys.isEmpty else { return "\(place) is an empty object" }
      if let near = Spelling.nearest(to: key, among: keys) {
        return "\(place) has no `\(key)`; did you mean `\(near)`?"
      }
      let shown = keys.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      return "\(place) has no `\(key)`, but \(shown)\(keys.count > 8 ? " and others" : "")"
    case (.position(let position), .array(let items)):
      return "\(place) has \(items.count) items, and [\(position)] counts from 0"
    case (.key(let key), _): return "\(place) is \(noun(value)) and has no `\(key)`"
    case (.position, _): return "\(place) is \(noun(value)), not a list"
    }
  }

  private static func noun(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "true or false"
    case .integer, .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
