/// Durations as people write them: `40ms`, `3s`, `2m10s`, `4h`, `3d4h`.
enum DurationText {
  static func of(milliseconds: Int64) -> String {
    let milliseconds = max(0, milliseconds)
    if milliseconds < 1000 { return "\(milliseconds)ms" }
    return of(seconds: milliseconds / 1000)
  }

  /// Two units at most; the smaller one is left out where it says little.
  static func of(seconds: Int64) -> String {
    switch max(0, seconds) {
    case let seconds where seconds < 60: "\(seconds)s"
    case let seconds where seconds < 600: pair(seconds / 60, "m", seconds % 60, "s")
    case let seconds where seconds < 3600: "\(seconds / 60)m"
    case let seconds where seconds < 36_000: pair(seconds / 3600, "h", seconds / 60 % 60, "m")
    case let seconds where seconds < 172_800: "\(seconds / 3600)h"
    case let seconds where seconds < 691_200: pair(seconds / 86_400, "d", seconds / 3600 % 24, "h")
    case let seconds: "\(seconds / 86_400)d"
    }
  }

  private static func pair(_ first: Int64, _ unit: String, _ second: Int64, _ small: String)
    -> String
  {
    second == 0 ? "\(first)\(unit)" : "\(first)\(unit)\(second)\(small)"
  }
}

/// A duration that a user typed: `90s`, `10m`, `2h30m`, `1d`, `500ms`; a bare number is seconds.
struct TypedDuration: Hashable {
  let milliseconds: Int64

  init?(_ text: String) {
    if let seconds = Int64(text) {
      guard seconds >= 0, let scaled = Self.scaled(seconds, by: 1000) else { return nil }
      milliseconds = scaled
      return
    }
    var rest = text[...]
    var total: Int64 = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      let unit = rest[digits.endIndex...].prefix { $0.isASCII && $0.isLetter }
      guard let count = Int64(digits), let factor = Self.factor(of: String(unit)),
        let part = Self.scaled(count, by: factor)
      else { return nil }
      let (sum, overflows) = total.addingReportingOverflow(part)
      if overflows { return nil }
      total = sum
      rest = rest[unit.endIndex...]
    }
    guard !text.isEmpty else { return nil }
    milliseconds = total
  }

  private static func scaled(_ count: Int64, by factor: Int64) -> Int64? {
    let (product, overflows) = count.multipliedReportingOverflow(by: factor)
    // Beyond a thousand years nothing but a mistake is meant.
    return overflows || product > 31_536_000_000_000 ? nil : product
  }

  private static func factor(of unit: String) -> Int64? {
    switch unit {
    case "ms": 1
    case "s": 1000
    case "m": 60_000
    case "h": 3_600_000
    case "d": 86_400_000
    case "w": 604_800_000
    default: nil
    }
  }
}
