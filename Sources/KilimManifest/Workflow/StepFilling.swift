package import KilimModel

/// Values in the places of a step's marks. A value is literal: nothing looks at it again.
package enum StepFilling {
  /// What stands in the place of a mark.
  package struct Value: Sendable {
    var text: String
    /// It begins with a slash of its own, so that one before the mark goes.
    var isPath: Bool

    package init(_ text: String, of reference: StepReference) {
      self.text = text
      isPath = reference.value.isPath
    }
  }

  /// A text with values in the places of the marks of steps; other marks stay.
  ///
  /// - Parameter value: of the reference with that place; nil keeps the mark.
  package static func filled(_ text: String, _ value: (Int) -> Value?) -> String {
    guard PointMark.isIn(text) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard let number = PointMark.number(of: scalar),
        let index = PointMark.stepIndex(ofNumber: number), let value = value(index)
      else {
        result.append(scalar)
        continue
      }
      if value.isPath, result.last == "/" { result.removeLast() }
      result.append(contentsOf: value.text.unicodeScalars)
    }
    return String(result)
  }

  /// The same for a text of JSON.
  package static func filledJSON(
    _ text: String, _ references: [StepReference], _ value: (StepReference) -> String?
  ) -> String {
    filled(text) { index in
      guard references.indices.contains(index), let value = value(references[index]) else {
        return nil
      }
      return Value(
        String(JSONValue.string(value).text.dropFirst().dropLast()), of: references[index])
    }
  }

  /// Whether a path begins with the mark of a step, which is a directory or a file.
  static func beginsWithDirectory(_ path: String) -> Bool {
    let segment = path.drop { $0 == "/" }.prefix { $0 != "/" }
    return path.hasPrefix("/") && isDirectoryAlone("/" + segment)
  }

  /// Whether a path is one mark of a step and nothing else.
  static func isDirectoryAlone(_ path: String) -> Bool {
    guard path.utf8.count == 5, path.utf8.first == UInt8(ascii: "/"),
      let scalar = path.unicodeScalars.last, let number = PointMark.number(of: scalar)
    else { return false }
    return PointMark.stepIndex(ofNumber: number) != nil
  }
}
