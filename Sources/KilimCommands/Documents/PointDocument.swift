import KilimController
import KilimModel

/// Sweeps and points as `-o json` shows them.
enum PointDocument {
  /// That of the newest run; what is said of the point itself while it has none.
  static func status(_ point: PointReport) -> String {
    switch point.state {
    case .waiting: "WAITING"
    case .reused: "REUSED"
    case .cancelled where point.run == nil: "CANCELLED"
    default: point.run?.state.status.name ?? point.state.name.uppercased()
    }
  }

  static func json(_ point: PointReport) -> JSONValue {
    let state = point.run?.state
    var exit = JSONValue.null
    if case .exited(let code)? = state?.exit?.end { exit = .integer(Int64(code)) }
    return [
      "apiVersion": "kilim/v1", "kind": "Point",
      "metadata": [
        "name": .string(point.name.name), "owner": .string(point.sweep.description),
        "sweep": .string(point.sweep.name),
        "point": (try? JSONValue(reading: point.values)) ?? .null,
        "position": .integer(Int64(point.position)),
      ],
      "status": [
        "status": .string(status(point)), "state": .string(point.state.name),
        "run": .text(point.run?.name.description),
        "uuid": .text(point.run?.uuid.description),
        "condition": .text(state?.condition?.rawValue), "message": .text(state?.message),
        "exitCode": exit,
      ],
    ]
  }

  /// Beside what every declaration shows.
  static func status(_ sweep: SweepReport) -> JSONValue {
    let counts = sweep.counts
    let numbers: [(String, Int)] = [
      ("points", counts.declared), ("waiting", counts.waiting), ("active", counts.active),
      ("finished", counts.finished), ("failed", counts.failed), ("cancelled", counts.cancelled),
      ("reused", counts.reused), ("retired", counts.retired),
    ]
    return .object(
      [.init("status", .string(sweep.status)), .init("digest", .string(sweep.digest))]
        + numbers.map { .init($0.0, .integer(Int64($0.1))) })
  }
}
