import KilimController
import KilimManifest
import KilimModel

/// What `diff` prints for people: each object that changes, field by field.
struct DifferenceListing {
  let paint: Paint
  /// Columns of the terminal; nil to cut nothing.
  let width: Int?
  /// Of objects that are new, so many are told field by field.
  private static let mostNewObjects = 20

  func text(_ changes: [Change], _ details: [ChangeDetail]) -> String {
    var text = ""
    var newObjects = 0
    for (index, change) in changes.enumerated() where change.isChange || change.reason != nil {
      let detail = index < details.count ? details[index] : ChangeDetail()
      if change.action == .created { newObjects += 1 }
      text += heading(change)
      if change.action != .created || newObjects <= Self.mostNewObjects {
        text += fields(detail.fields, of: change)
      }
      text += affected(detail.affected)
    }
    return text + ChangeTable.counts(ChangeSummary(changes)) + "\n"
  }

  private func heading(_ change: Change) -> String {
    let (sign, style) = Self.mark(of: change.action)
    let reason = change.reason.map { ": \($0)" } ?? ""
    let line = "\(sign) \(change.name) \(change.action.rawValue)\(reason)"
    return paint(cut(line.onOneLine), style) + "\n"
  }

  private func fields(_ fields: [FieldChange], of change: Change) -> String {
    var table = TextTable([.init(""), .init(""), .init("")])
    for field in fields {
      let (sign, style) = Self.mark(of: field.kind)
      table.rows.append([
        .init("  \(sign) \(Self.name(of: field)): \(Self.values(of: field))", style),
        .init(field.kind == .removed ? "" : "\(field.file):\(field.line)", .dim),
        .init(field.isIdentity ? Self.consequence(for: change) : "", .dim),
      ])
    }
    return table.text(paint: paint, width: width)
  }

  private func affected(_ jobs: [AffectedJob]) -> String {
    let (stale, others) = (jobs.filter(\.becomesStale), jobs.filter { !$0.becomesStale })
    return line("makes Stale", stale, .yellow) + line("used by", others, .dim)
  }

  private func line(_ words: String, _ jobs: [AffectedJob], _ style: TextStyle) -> String {
    guard !jobs.isEmpty else { return "" }
    let names = jobs.prefix(10).map(\.name.description).joined(separator: ", ")
    let more = jobs.count > 10 ? " and \(jobs.count - 10) more" : ""
    return "    " + paint(cut("\(words): \(names)\(more)"), style) + "\n"
  }

  private func cut(_ line: String) -> String {
    width.map { TextWidth.cut(line, to: max(0, $0 - 4)) } ?? line
  }

  /// The spec is what most changes are about, so its name says nothing.
  private static func name(of field: FieldChange) -> String {
    field.label.hasPrefix("spec.") ? String(field.label.dropFirst(5)) : field.label
  }

  private static func values(of field: FieldChange) -> String {
    switch (field.old, field.new) {
    case (nil, let value?), (let value?, nil): short(value)
    case (let old?, let new?): "\(short(old)) → \(short(new))"
    case (nil, nil): ""
    }
  }

  /// A value on one line: what is long is cut, since the place is named anyway.
  private static func short(_ value: JSONValue) -> String {
    let text = YAMLScalar.flow(value)
    return text.count > 60 ? text.prefix(59) + "…" : text
  }

  private static func consequence(for change: Change) -> String {
    switch (change.name.kind, change.action) {
    case (_, .created): ""
    case (.job, .held), (.job, .restored): ""
    case (.job, _): "new run"
    case (.sweep, .held), (.sweep, .restored): ""
    case (.sweep, _): "other points"
    default: "changes results"
    }
  }

  private static func mark(of kind: FieldChange.Kind) -> (String, TextStyle) {
    switch kind {
    case .added: ("+", .green)
    case .removed: ("-", .red)
    case .changed, .reordered: ("~", .yellow)
    }
  }

  private static func mark(of action: Change.Action) -> (String, TextStyle) {
    switch action {
    case .created, .restored: ("+", .green)
    case .updated, .rerun, .waiting, .held, .superseded, .cancelled: ("~", .yellow)
    case .pruned: ("-", .red)
    case .unchanged, .orphaned: ("=", .dim)
    }
  }
}
