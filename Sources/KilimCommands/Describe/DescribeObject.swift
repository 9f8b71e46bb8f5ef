import KilimController
import KilimModel

/// A declaration in full: where it came from, and its spec.
enum DescribeObject {
  static func text(_ report: ObjectReport, now: Timestamp, paint: Paint) -> String {
    var rows: [(String, String)] = [
      ("Generation", String(report.generation)), ("Created", report.created.dayAndTime),
      ("Updated", report.updated.dayAndTime),
    ]
    if let source = report.source { rows.append(("Source", source)) }
    let labels = report.metadata.labels.sorted { $0.key < $1.key }
    if !labels.isEmpty {
      rows.append(("Labels", labels.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")))
    }
    if report.name.kind == .job { rows.append(("Runs", String(report.runCount))) }
    let lines = rows.map { "  \(TextWidth.padded($0.0, to: 10))  \($0.1)\n" }.joined()
    let spec = YAMLWriter.text(report.spec).split(separator: "\n").map { "  \($0)\n" }.joined()
    return "\(paint(report.name.description, .bold))\n\(lines)\n\(paint("Spec", .bold))\n\(spec)"
  }
}
