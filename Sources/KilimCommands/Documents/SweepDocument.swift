import KilimController
import KilimModel

/// A Sweep as `-o json` shows it: its declaration, and what became of its points.
enum SweepDocument {
  static func json(_ report: SweepReport) -> JSONValue {
    guard case .object(let members) = ObjectDocument.json(report.object) else { return .null }
    return .object(members + [.init("status", status(report))])
  }

  private static func status(_ report: SweepReport) -> JSONValue {
    let counts = report.counts
    let numbers: [(String, Int)] = [
      ("points", counts.declared), ("waiting", counts.waiting), ("active", counts.active),
      ("finished", counts.finished), ("failed", counts.failed), ("cancelled", counts.cancelled),
      ("reused", counts.reused), ("retired", counts.retired),
    ]
    var words: [JSONValue.Member] = [
      .init("status", .string(report.status)), .init("digest", .string(report.digest)),
    ]
    if report.state.isAtRest, !report.state.isSettled, let message = report.state.message {
      words.append(.init("message", .string(message)))
    }
    return .object(
      words + numbers.map { .init($0.0, .integer(Int64($0.1))) })
  }
}
