import KilimModel
import KilimTestSupport
import Testing

/// The receiver of `Tests/Services/web.py`, as one test sees it.
struct Webhook {
  private let service: LoopbackService

  var port: Int { service.port }

  init() throws { service = try #require(try LoopbackService.start("web.py", [])) }

  /// The statuses that it was told, refused messages included.
  func statuses() throws -> [String] {
    try service.entries().map { entry in
      let body = try #require(Self.text(entry["body"]), "\(entry.text)")
      let data = try #require(Self.text(JSONValue(reading: body)["event"]?["data"]))
      return try #require(Self.text(JSONValue(reading: data)["newJobStatus"]))
    }
  }

  /// The keys by which a receiver knows a message that it had already.
  func keys() throws -> [String] {
    try service.entries().map { entry in
      guard case .object(let headers)? = entry["headers"] else { return "" }
      return Self.text(headers.first { $0.key.lowercased() == "idempotency-key" }?.value) ?? ""
    }
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard case .string(let text)? = value else { return nil }
    return text
  }
}
