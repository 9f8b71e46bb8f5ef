/// Sizes as people read them: `812 B`, `4.1 KiB`, `12 MiB`.
enum SizeText {
  static func of(bytes: Int64) -> String {
    guard bytes >= 1024 else { return "\(max(0, bytes)) B" }
    var tenths = bytes * 10 / 1024
    var unit = 0
    while tenths >= 10_240, unit < units.count - 1 {
      tenths /= 1024
      unit += 1
    }
    // Ten and more need no decimals.
    let number = tenths >= 100 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    return "\(number) \(units[unit])"
  }

  private static let units = ["KiB", "MiB", "GiB", "TiB", "PiB"]
}
