import KilimManifest
import KilimModel

/// `kilim explain` for people.
enum ExplainText {
  static func of(_ field: FieldExplanation, _ paint: Paint, width: Int?) -> String {
    var text = paint(field.fullPath, .bold) + "\n"
    text += field.documentation + "\n\n" + facts(field)
    text += "\n" + paint("Example", .bold) + "\n" + indented(YAMLWriter.text(field.example))
    for part in field.path.isEmpty ? sections(field) : [field] where part.fields != nil {
      let title = part == field ? "Fields" : "Fields of \(part.name)"
      text += "\n" + paint(title, .bold) + "\n" + table(part.fields ?? [], paint, width)
      text += ignored(part)
    }
    return text
  }

  /// Names and types of everything below, indented by depth.
  static func tree(of field: FieldExplanation, _ paint: Paint) -> String {
    var table = TextTable([.init(""), .init(""), .init("")])
    func add(_ field: FieldExplanation, _ depth: Int) {
      for inner in field.fields ?? [] {
        let name = String(repeating: "  ", count: depth) + inner.name
        table.rows.append([.init(name), .init(inner.type, .dim), .init(use(inner), .dim)])
        add(inner, depth + 1)
      }
    }
    add(field, 1)
    return paint(field.fullPath, .bold) + "\n" + table.text(paint: paint, width: nil)
  }

  static func of(_ page: DiagnosticPage, _ paint: Paint) -> String {
    paint(page.title, .bold) + "\n" + page.text
  }

  static func json(of page: DiagnosticPage) -> JSONValue {
    [
      "code": .string(page.code.rawValue), "name": .string("\(page.code)"),
      "severity": .string(page.code.severity.rawValue), "meaning": .string(page.code.meaning),
      "wrong": .string(page.wrong), "output": .string(page.output), "right": .string(page.right),
    ]
  }

  /// A whole document's metadata and spec are what people look for.
  private static func sections(_ root: FieldExplanation) -> [FieldExplanation] {
    (root.fields ?? []).filter { $0.fields != nil }
  }

  private static func facts(_ field: FieldExplanation) -> String {
    var rows: [(String, String)] = []
    if !field.path.isEmpty {
      rows.append(("Type", field.type))
      rows.append(("Required", field.isRequired ? "yes" : "no"))
      if let words = field.defaultText { rows.append(("Default", words)) }
      if let other = field.otherName { rows.append(("Also called", other)) }
      let change = field.isIdentity ? "a change makes a new run" : "a change makes no new run"
      rows.append(("Identity", change))
      rows.append(
        ("From", field.isOwn ? "Kilim" : "Tapis, section \(field.origin) of the reference"))
    } else {
      rows.append(("Kind", field.kind.rawValue))
    }
    return rows.map { "  \(TextWidth.padded($0.0, to: 11))  \($0.1)\n" }.joined()
  }

  private static func table(
    _ fields: [FieldExplanation], _ paint: Paint, _ width: Int?
  ) -> String {
    var table = TextTable([.init(""), .init(""), .init("")])
    for field in fields {
      let words = use(field)
      let meaning = words.isEmpty ? field.documentation : "\(field.documentation) (\(words))"
      table.rows.append([.init("  " + field.name), .init(field.type, .dim), .init(meaning)])
    }
    return table.text(paint: paint, width: width)
  }

  private static func use(_ field: FieldExplanation) -> String {
    if field.isRequired { return "required" }
    return field.defaultText.map { "default: \($0)" } ?? ""
  }

  private static func ignored(_ field: FieldExplanation) -> String {
    field.ignored.isEmpty ? "" : "  Ignored: \(field.ignored.joined(separator: ", "))\n"
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  \($0)\n" }.joined()
  }
}
