package import KilimModel

/// The one place where text becomes shell words.
package enum ShellQuoting {
  /// One literal word for a POSIX shell; bare where that is safe, else in single quotes.
  package static func quote(_ text: String) -> String {
    isBare(text) ? text : quoted(text)
  }

  /// One word for a POSIX shell, its variables live and never split.
  package static func quote(_ word: CommandWord) -> String {
    guard word.hasVariables else { return quote(word.expanded { _ in nil }) }
    return word.parts.reduce(into: "") { result, part in
      switch part {
      case .text(let text): result += isBare(text) ? text : quoted(text)
      case .variable(let name): result += "\"${\(name)}\""
      }
    }
  }

  /// In single quotes, whatever the text.
  package static func quoted(_ text: String) -> String {
    // By bytes: a quote with a combining mark behind it is another character, but not to a shell.
    let quote = UInt8(ascii: "'")
    guard text.utf8.contains(quote) else { return "'" + text + "'" }
    let pieces = text.utf8.split(separator: quote, omittingEmptySubsequences: false)
    return "'" + pieces.map { String(Substring($0)) }.joined(separator: #"'\''"#) + "'"
  }

  /// Whether a shell takes the text as one word, as it is, wherever it stands.
  private static func isBare(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    // After a dash, `=` cannot be read as an assignment.
    let allowsEqualsSign = first == UInt8(ascii: "-")
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      case UInt8(ascii: "="): allowsEqualsSign
      default: "_@%+:,./-".utf8.contains(byte)
      }
    }
  }
}
