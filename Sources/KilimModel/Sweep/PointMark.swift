/// The characters that stand for a point's values, and for what a step takes from another one, in
/// the plan of a template: of the private
/// use area that begins at U+F0000, so that no text of a user has a reason to hold them.
package enum PointMark {
  /// The first byte of every mark in UTF-8.
  package static let lead: UInt8 = 0xF3
  /// As many parameters as the second and third byte leave room for.
  package static let mostParameters = 2047
  private static let firstStep = mostParameters + 1
  private static let firstFrame = 4092

  /// The mark of the position.
  package static let position = text(0)

  /// Of the parameter with that place among the names, from 0.
  package static func parameter(_ index: Int) -> String { text(index + 1) }

  /// Of what a step takes from another one, with that place among the references, from 0.
  package static func step(_ index: Int) -> String { text(firstStep + index) }

  /// The place among the references of a mark with that number; nil for a parameter's.
  package static func stepIndex(ofNumber number: Int) -> Int? {
    (firstStep..<firstFrame).contains(number) ? number - firstStep : nil
  }

  /// Around the words of an argument that points go without which have none of its parameters.
  package static let argumentStart = text(firstFrame)
  package static let argumentEnd = text(firstFrame + 1)
  /// The same in the plan of such a point.
  package static let absentStart = text(firstFrame + 2)
  package static let absentEnd = text(firstFrame + 3)

  package enum Frame: Sendable, Hashable {
    case argumentStart, argumentEnd, absentStart, absentEnd
  }

  /// What a mark with that number frames; nil for one that a value takes the place of.
  package static func frame(ofNumber number: Int) -> Frame? {
    switch number {
    case firstFrame: .argumentStart
    case firstFrame + 1: .argumentEnd
    case firstFrame + 2: .absentStart
    case firstFrame + 3: .absentEnd
    default: nil
    }
  }

  /// Whether a text has marks, and all of them are of parameters.
  package static func hasParametersAlone(_ text: String) -> Bool {
    let numbers = text.unicodeScalars.compactMap(number)
    return !numbers.isEmpty && numbers.allSatisfy { (1...mostParameters).contains($0) }
  }

  /// 0 for the position, else the place of the parameter from 1; nil for any other character.
  package static func number(of scalar: Unicode.Scalar) -> Int? {
    (0xF0000...0xF0FFF).contains(scalar.value) ? Int(scalar.value - 0xF0000) : nil
  }

  /// The number of the mark whose bytes begin at an index; nil when none does.
  package static func number(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard index + 3 < bytes.count, bytes[index] == lead, bytes[index + 1] == 0xB0 else {
      return nil
    }
    let (high, low) = (bytes[index + 2], bytes[index + 3])
    return Int(high & 0x3F) << 6 | Int(low & 0x3F)
  }

  /// Whether a text has one.
  package static func isIn(_ text: String) -> Bool {
    text.utf8.contains(lead) && text.unicodeScalars.contains { number(of: $0) != nil }
  }

  /// A text with something else in the places of its marks.
  ///
  /// - Parameter value: of a mark's number; nil to keep the mark.
  package static func replaced(in text: String, _ value: (Int) -> String?) -> String {
    guard isIn(text) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if let number = number(of: scalar), let value = value(number) {
        result += value
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func text(_ number: Int) -> String {
    Unicode.Scalar(UInt32(0xF0000 + number)).map { String(Character($0)) } ?? ""
  }
}
