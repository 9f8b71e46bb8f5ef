package import KilimModel

/// Which values may stand at the places of a template.
package struct ValuePlaces: Sendable {
  private let uses: [JobTemplate.PathUse]
  private let names: [String]

  package init(_ template: JobTemplate) {
    uses = template.pathUses
    names = template.names
  }

  /// Nothing needs to be looked at: the template uses values in no path.
  package var isEmpty: Bool { uses.isEmpty }

  /// The first thing that is wrong with a point's values; nil when nothing is.
  package func problem(in values: PointValues) -> Diagnostic? {
    for use in uses {
      let text = values.text(of: use.name)
      guard let words = PathValue.problem(of: text, isAtStart: use.isAtStart) else { continue }
      return Diagnostic(
        .invalidPath, "`\(use.name)` is `\(text)` in some point, \(words)", hint: PathValue.hint,
        part: "${sweep.\(use.name)}", path: use.path)
    }
    return nil
  }
}

/// A value that is a part of a path.
enum PathValue {
  static let hint = "values in paths are parts of relative paths, without `..`"

  /// Why a text can be no part of a path, to follow what it is; nil when it can.
  static func problem(of text: String, isAtStart: Bool) -> String? {
    if text.isEmpty { return "and a path needs a text there" }
    if text.hasControlCharacters { return "with a control character, which no path may have" }
    if PathText.climbs(text) { return "and `..` may not be part of a path" }
    if text.hasPrefix("/"), isAtStart {
      return "and a slash in front would make it another place: write the slash in the template"
    }
    return nil
  }
}
