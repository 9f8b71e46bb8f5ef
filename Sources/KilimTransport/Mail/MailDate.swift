import KilimModel

/// A date as mail writes it (RFC 5322, section 3.3): `Mon, 26 Apr 2021 18:44:55 +0000`.
enum MailDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func text(_ time: Timestamp) -> String {
    let parts = time.dateText.split(separator: "-").map(String.init)
    // 1970-01-01, day 0, was a Thursday.
    let day = Int(time.milliseconds / 86_400_000) % 7
    let weekday = days[(day + 7) % 7]
    let month = months[(Int(parts[1]) ?? 1) - 1]
    return "\(weekday), \(parts[2]) \(month) \(parts[0]) \(time.timeText.prefix(8)) +0000"
  }
}
