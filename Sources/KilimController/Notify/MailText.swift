import KilimModel
import KilimStore

/// The words of a mail about a run or a sweep, made from the payload that a webhook would get.
enum MailText {
  /// `[kilim] job/digits-k3#1 FINISHED`.
  static func subject(of payload: JSONValue) -> String {
    let data = self.data(of: payload)
    if data["sweep"] != nil { return SweepMailText(data: data).subject }
    return "[kilim] \(text(data, "run")) \(text(data, "newJobStatus"))"
  }

  /// When the message was written, the same for every try.
  static func date(of record: DeliveryRecord) -> Timestamp {
    record.message.expires.adding(seconds: -DeliveryPolicy.lifetimeSeconds)
  }

  static func body(of payload: JSONValue) -> String {
    let data = self.data(of: payload)
    if data["sweep"] != nil { return SweepMailText(data: data).body }
    var lines = ["\(text(data, "run")) is \(text(data, "newJobStatus"))."]
    let message = text(data, "message")
    if !message.isEmpty { lines.append(message) }
    lines.append("")
    for (key, title) in details {
      let value = text(data, key)
      if !value.isEmpty { lines.append("\(title): \(value)") }
    }
    lines += ["", "More: kilim describe \(text(data, "run"))", ""]
    return lines.joined(separator: "\n")
  }

  private static let details = [
    ("jobUuid", "uuid"), ("oldJobStatus", "status before"), ("condition", "condition"),
    ("remoteResultInfo", "exit code"), ("remoteStarted", "started"), ("remoteEnded", "ended"),
  ]

  private static func data(of payload: JSONValue) -> JSONValue {
    guard case .string(let text)? = payload["event"]?["data"],
      let data = try? JSONValue(reading: text)
    else { return .object([]) }
    return data
  }

  private static func text(_ data: JSONValue, _ key: String) -> String {
    guard case .string(let text)? = data[key] else { return "" }
    return text
  }
}
