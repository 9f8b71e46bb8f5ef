import KilimController
import KilimModel

/// A point of a sweep as `-o json` shows it.
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
        "collected": point.run?.collected.map(RunDocument.json) ?? .null,
        "condition": .text(state?.condition?.rawValue), "message": .text(state?.message),
        "exitCode": exit,
      ],
    ]
  }
}
