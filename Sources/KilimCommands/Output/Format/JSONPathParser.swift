/// What is wrong with a `jsonpath=` template.
struct JSONPathError: Error, Hashable {
  var message: String
}

extension JSONPath {
  /// Reads a template; a text without any brace is one path.
  init(_ template: String) throws(JSONPathError) {
    let text = template.contains("{") ? template : "{\(template)}"
    var parser = JSONPathParser(rest: text[...])
    parts = try parser.readParts(insideRange: false)
  }
}

private struct JSONPathParser {
  var rest: Substring

  mutating func readParts(insideRange: Bool) throws(JSONPathError) -> [JSONPath.Part] {
    var parts: [JSONPath.Part] = []
    while let next = rest.first {
      guard next == "{" else {
        let literal = rest.prefix { $0 != "{" }
        parts.append(.text(String(literal)))
        rest = rest[literal.endIndex...]
        continue
      }
      let content = try readBraces()
      if content == "end" {
        guard insideRange else { throw JSONPathError(message: "{end} without {range ...}") }
        return parts
      }
      parts.append(try readPart(content))
    }
    if insideRange { throw JSONPathError(message: "{range ...} without {end}") }
    return parts
  }

  /// What stands between the next pair of braces; quotes may hold braces.
  private mutating func readBraces() throws(JSONPathError) -> Substring {
    rest.removeFirst()
    var quote: Character?
    var index = rest.startIndex
    while index < rest.endIndex {
      let character = rest[index]
      if quote == nil, character == "}" {
        let content = rest[..<index]
        rest = rest[rest.index(after: index)...]
        return content
      }
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      }
      index = rest.index(after: index)
    }
    throw JSONPathError(message: "a closing brace is missing")
  }

  private mutating func readPart(_ content: Substring) throws(JSONPathError) -> JSONPath.Part {
    if content.hasPrefix("range ") {
      let steps = try Self.steps(content.dropFirst(6))
      return .range(steps, try readParts(insideRange: true))
    }
    if content.hasPrefix("\""), content.hasSuffix("\""), content.count > 1 {
      return .text(Self.unescaped(content.dropFirst().dropLast()))
    }
    return .path(try Self.steps(content))
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("\\n", with: "\n").replacing("\\t", with: "\t").replacing(
      "\\\"", with: "\"")
  }

  private static func steps(_ text: Substring) throws(JSONPathError) -> [JSONPath.Step] {
    var rest = text
    if rest.first == "$" || rest.first == "@" { rest.removeFirst() }
    var steps: [JSONPath.Step] = []
    while let next = rest.first {
      switch next {
      case ".":
        rest.removeFirst()
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.contains("]") else { throw unreadable(text) }
        rest = rest[name.endIndex...]
        if !name.isEmpty { steps.append(name == "*" ? .all : .member(String(name))) }
      case "[": steps.append(try bracket(&rest))
      default:
        guard steps.isEmpty else { throw unreadable(text) }
        // `status.exitCode`, as kubectl also takes it.
        rest = "." + rest
      }
    }
    return steps
  }

  private static func bracket(_ rest: inout Substring) throws(JSONPathError) -> JSONPath.Step {
    let whole = rest
    guard let end = rest.firstIndex(of: "]") else { throw unreadable(whole) }
    let content = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    if content == "*" { return .all }
    if let index = Int(content) { return .index(index) }
    guard content.count > 2, let quote = content.first, quote == "'" || quote == "\"",
      content.last == quote
    else { throw unreadable(whole) }
    return .member(String(content.dropFirst().dropLast()))
  }

  private static func unreadable(_ text: Substring) -> JSONPathError {
    JSONPathError(
      message: "`\(text)` is not a path; allowed are .name, ['name'], [0], [-1] and [*]")
  }
}
