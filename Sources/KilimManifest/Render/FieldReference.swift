package import KilimModel

/// The fields of a kind for people to look up, as Markdown, from the declarations alone.
package enum FieldReference {
  /// A table for each mapping: `metadata`, `spec`, and what they hold.
  ///
  /// - Returns: text with headings of the third level, that ends with a line end.
  package static func markdown(of kind: ResourceKind) -> String {
    var sections = FieldSections()
    sections.add(kind.metadataDescription, at: "metadata")
    sections.add(kind.specDescription, at: "spec")
    return sections.all.map(text(of:)).joined(separator: "\n")
  }

  private static func text(of section: FieldSections.Section) -> String {
    let paths = section.paths.map { "`\($0)`" }.joined(separator: ", ")
    var text = "### \(paths)\n\n"
    text += "| Field | Value | Default | Identity | From | Meaning |\n|---|---|---|---|---|---|\n"
    text += section.record.fields.map(row(of:)).joined()
    if !section.record.ignored.isEmpty {
      text += "\nAccepted and ignored (K0209): \(list(section.record.ignored)).\n"
    }
    return text
  }

  private static func row(of field: FieldDescription) -> String {
    let name = "`\(field.name)`" + (field.otherName.map { " or `\($0)`" } ?? "")
    let cells = [
      name, field.summary, field.isRequired ? "*required*" : field.defaultText ?? "",
      field.isIdentity ? "yes" : "", field.origin == "Kilim" ? "Kilim" : "Tapis",
      field.documentation,
    ]
    // A bar ends a cell even inside of code.
    return "|" + cells.map { " \($0.escapingBars) |" }.joined() + "\n"
  }

  private static func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}

extension String {
  fileprivate var escapingBars: String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
