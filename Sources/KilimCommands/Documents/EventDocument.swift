import KilimController
import KilimModel

/// One event: a line of `events`.
enum EventDocument {
  static func json(_ event: EventReport) -> JSONValue {
    [
      "time": .string(event.time.text), "object": .string(event.run.owner.description),
      "run": .string(event.run.shortText), "type": "JOB_NEW_STATUS",
      "from": .text(event.from?.name), "to": .string(event.to.name),
      "reason": .string(event.reason), "message": .text(event.message), "data": .object([]),
    ]
  }

  /// For people: `2026-11-24 23:01:02  job/x#1  RUNNING  Started`.
  static func line(_ event: EventReport, paint: Paint) -> String {
    let status = TextWidth.padded(event.to.name, to: 17)
    var line = "\(event.time.dayAndTime)  \(event.run)  \(paint(status, event.to.style))"
    line += "  \(event.reason)"
    if let message = event.message, !message.isEmpty { line += ": \(message.onOneLine)" }
    return line
  }
}

extension Timestamp {
  /// `2026-11-24 23:01:02.345Z`.
  var dayAndTime: String { "\(dateText) \(timeText)Z" }
}
