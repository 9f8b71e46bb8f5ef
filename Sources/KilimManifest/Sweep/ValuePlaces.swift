package import KilimModel

/// Which values may stand at the places of a template.
package struct ValuePlaces: Sendable {
  private let uses: [SweepTemplate.PathUse]
  private let names: [String]

  package init(_ template: SweepTemplate) {
    uses = template.pathUses
    names = template.names
  }

  /// Nothing needs to be looked at: the template uses values in no path.
  package var isEmpty: Bool { uses.isEmpty }

  /// The first thing that is wrong with a point's values; nil when nothing is.
  package func problem(in values: PointValues) -> Diagnostic? {
    for use in uses {
      let text = values.text(of: use.name)
      guard let words = words(text, use) else { continue }
      return Diagnostic(
        .invalidPath, "`\(use.name)` is `\(text)` in some point, \(words)",
        hint: "values in paths are parts of relative paths, without `..`",
        part: "${sweep.\(use.name)}", path: use.path)
    }
    return nil
  }

  private func words(_ text: String, _ use: SweepTemplate.PathUse) -> String? {
    if text.isEmpty { return "and a path needs a text there" }
    if text.hasControlCharacters { return "with a control character, which no path may have" }
    if PathText.climbs(text) { return "and `..` may not be part of a path" }
    if text.hasPrefix("/"), use.isAtStart {
      return "and a slash in front would make it another place: write the slash in the template"
    }
    return nil
  }
}
