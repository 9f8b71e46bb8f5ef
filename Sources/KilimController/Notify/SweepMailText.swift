import KilimModel

/// The words of a mail about a sweep.
struct SweepMailText {
  /// Of a `SweepDigest`.
  let data: JSONValue

  private func text(_ key: String) -> String { data[key]?.plainText ?? "" }

  /// `[kilim] sweep/digits FAILED: 37/120 failed 1`.
  var subject: String {
    "[kilim] \(text("sweep")) \(text("newJobStatus")): \(text("message"))"
  }

  var body: String {
    var lines = ["\(text("sweep")) is \(text("newJobStatus")): \(text("message")).", "", counts]
    let failures = data["failures"]?.items ?? []
    if !failures.isEmpty { lines += ["", "The first failures:"] }
    for failure in failures {
      let (point, cause) = (failure["point"]?.plainText, failure["cause"]?.plainText)
      lines.append("  \(point ?? "") \(failure["values"]?.text ?? "")")
      lines.append("    \(cause ?? "")")
    }
    lines += [""] + (data["commands"]?.items ?? []).compactMap(\.plainText).map { "  \($0)" }
    return (lines + [""]).joined(separator: "\n")
  }

  /// `120 points: 37 finished, 1 failed`.
  private var counts: String {
    guard case .object(let members)? = data["counts"] else { return "" }
    let parts = members.filter { $0.key != "points" && $0.value != .integer(0) }.map {
      "\($0.value.text) \($0.key)"
    }
    return "\(data["counts"]?["points"]?.text ?? "0") points: \(parts.joined(separator: ", "))"
  }
}
