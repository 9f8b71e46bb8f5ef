package import KilimModel

/// Reads one wanted result out of a file's bytes.
///
/// Made once for a `ResultField` and used for the files of all its points. It opens nothing: the
/// caller reads the file and sees to its size.
package struct ResultExtraction: Sendable {
  private enum Source: Sendable {
    case json(JSONPath)
    case pattern(TextPattern)
  }

  package let name: String
  private let source: Source

  /// - Throws: `ResultExtractionError` for a path or an expression that is none; a field that the
  ///   manifests' reader accepted has neither.
  package init(_ field: ResultField) throws(ResultExtractionError) {
    name = field.name
    if let path = field.json {
      guard let parsed = JSONPath(path) else { throw .wrongPath(path) }
      source = .json(parsed)
    } else if let expression = field.regex {
      do throws(PathPatternError) {
        source = .pattern(try TextPattern(expression))
      } catch {
        throw .wrongExpression(expression, error)
      }
    } else {
      throw .nothingWanted
    }
  }

  /// The value as it stands in the JSON; for `regex` a number if the text is one in decimal
  /// notation (`12`, `-0.5`, `1e-3`), else the text without the blanks around it.
  ///
  /// A program prints its progress and then its result, so of several matches of `regex` the last
  /// one in the file counts.
  package func value(in bytes: [UInt8]) throws(ResultExtractionError) -> JSONValue {
    guard !bytes.isEmpty else { throw .emptyFile }
    switch source {
    case .json(let path): return try path.value(in: try Self.document(bytes))
    case .pattern(let pattern):
      guard let match = pattern.lastMatch(in: bytes) else {
        throw .noMatch(expression: pattern.text)
      }
      return DecimalNumber.value(of: match.group ?? match.whole)
    }
  }

  private static func document(_ bytes: [UInt8]) throws(ResultExtractionError) -> JSONValue {
    // Some programs put a byte order mark in front.
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    do throws(JSONError) {
      return try JSONValue(reading: bytes[start...])
    } catch {
      let before = bytes[..<min(bytes.count, error.offset + start)]
      let newline = before.lastIndex(of: UInt8(ascii: "\n"))
      throw .notJSON(
        line: before.count { $0 == UInt8(ascii: "\n") } + 1,
        column: before.count - (newline.map { $0 + 1 } ?? start) + 1, message: error.message)
    }
  }
}
