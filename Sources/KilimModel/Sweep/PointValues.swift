/// The values of one point as they are stored: a compact JSON object, of which nothing is decoded
/// that is not needed.
package struct PointValues: Sendable, Hashable {
  private struct Entry: Hashable {
    var key: Range<Int>
    var value: Range<Int>
  }

  private let bytes: [UInt8]
  private var entries: [Entry] = []

  /// Nil for a text that is no flat JSON object.
  package init?(_ text: String) {
    self.init(Array(text.utf8))
  }

  package init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    var index = 1
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "{") else { return nil }
    while index < bytes.count, bytes[index] != UInt8(ascii: "}") {
      if bytes[index] == UInt8(ascii: ",") { index += 1 }
      guard let key = end(of: index), key + 1 < bytes.count, bytes[index] == UInt8(ascii: "\""),
        bytes[key] == UInt8(ascii: ":"), let value = end(of: key + 1)
      else { return nil }
      entries.append(Entry(key: index + 1..<key - 1, value: key + 1..<value))
      index = value
    }
    guard index == bytes.count - 1 else { return nil }
  }

  /// After the value that begins at an index.
  private func end(of start: Int) -> Int? {
    var index = start
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < bytes.count else { return nil }
        if depth == 0 { return index + 1 }
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return index }
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }

  private func value(of name: [UInt8]) -> ArraySlice<UInt8>? {
    entries.first { bytes[$0.key].elementsEqual(name) }.map { bytes[$0.value] }
  }

  /// Whether the point has the parameter.
  package func has(_ name: [UInt8]) -> Bool {
    value(of: name).map { $0.first != UInt8(ascii: "n") } ?? false
  }

  /// Appends the value as the inside of a JSON text: a text as it is, a number in its digits, a list
  /// as its JSON; nothing for a value that the point does not have.
  package func appendInside(of name: [UInt8], to text: inout [UInt8]) {
    guard let value = value(of: name), let first = value.first else { return }
    switch first {
    case UInt8(ascii: "\""): text.append(contentsOf: value.dropFirst().dropLast())
    case UInt8(ascii: "n"): break
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      for byte in value {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          text.append(UInt8(ascii: "\\"))
        }
        text.append(byte)
      }
    default: text.append(contentsOf: value)
    }
  }

  /// The value as a text, literally as it comes into a run; empty when the point has none.
  package func text(of name: String) -> String {
    guard let value = value(of: Array(name.utf8)) else { return "" }
    if value.first == UInt8(ascii: "\"") {
      let json = try? JSONValue(reading: String(decoding: value, as: UTF8.self))
      return json?.plainText ?? ""
    }
    return value.first == UInt8(ascii: "n") ? "" : String(decoding: value, as: UTF8.self)
  }
}
