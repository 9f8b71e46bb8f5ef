import KilimController
import KilimModel

/// The changes of an apply, for people.
enum ChangeTable {
  /// Unchanged objects are only counted, and a long list is cut.
  static func text(_ changes: [Change], limit: Int = 40, paint: Paint, width: Int?) -> String {
    let shown = changes.filter { $0.isChange || $0.reason != nil }
    var table = TextTable([.init(""), .init(""), .init("")])
    for change in shown.prefix(limit) {
      table.rows.append([
        .init(change.action.rawValue, style(change.action)), .init(change.name.description),
        .init(change.reason ?? ""),
      ])
    }
    var text = table.text(paint: paint, width: width)
    if shown.count > limit { text += "… and \(shown.count - limit) more\n" }
    return text + counts(ChangeSummary(changes)) + "\n"
  }

  /// `1 created, 2 unchanged; 1 run to start`.
  static func counts(_ summary: ChangeSummary) -> String {
    let parts = Change.Action.allCases.filter { summary[$0] > 0 }.map {
      "\(summary[$0]) \($0.rawValue)"
    }
    let runs =
      switch summary.runs {
      case 0: "no run to start"
      case 1: "1 run to start"
      case let count: "\(count) runs to start"
      }
    let hours = summary.coreHours > 0 ? " (\(CoreHours.text(summary.coreHours)) core-hours)" : ""
    return (parts.isEmpty ? "nothing declared" : parts.joined(separator: ", ")) + "; " + runs
      + hours
  }

  private static func style(_ action: Change.Action) -> TextStyle {
    switch action {
    case .created, .restored: .green
    case .updated, .rerun, .waiting, .held: .yellow
    case .superseded, .cancelled, .pruned: .red
    case .unchanged, .orphaned: .dim
    }
  }
}
