/// An instant: milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Sendable, Hashable, Comparable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package func adding(milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: self.milliseconds + milliseconds)
  }

  package func adding(seconds: Int64) -> Timestamp { adding(milliseconds: seconds * 1000) }

  /// Milliseconds from `earlier` to here; negative when `earlier` is later.
  package func milliseconds(since earlier: Timestamp) -> Int64 {
    milliseconds - earlier.milliseconds
  }
}

extension Timestamp {
  /// ISO 8601 in UTC with milliseconds: `2021-04-26T18:44:55.544Z`.
  package var text: String { "\(dateText)T\(timeText)Z" }

  /// `2021-04-26`, in UTC.
  package var dateText: String {
    let (year, month, day) = Self.civil(fromDays: milliseconds.floorDivided(by: 86_400_000))
    return "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
  }

  /// `18:44:55.544`, in UTC.
  package var timeText: String {
    let inDay = Int(milliseconds - milliseconds.floorDivided(by: 86_400_000) * 86_400_000)
    let (hours, minutes) = (inDay / 3_600_000, inDay / 60_000 % 60)
    let (seconds, rest) = (inDay / 1000 % 60, inDay % 1000)
    return "\(hours.padded(2)):\(minutes.padded(2)):\(seconds.padded(2)).\(rest.padded(3))"
  }

  /// The proleptic Gregorian date of a day number (0 is 1970-01-01).
  private static func civil(fromDays days: Int64) -> (year: Int, month: Int, day: Int) {
    // Counts years from March, so that the leap day is the last day of a year.
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = Int(shifted - era * 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

extension Int64 {
  /// Division that rounds towards minus infinity; `divisor` is positive.
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

extension Int {
  fileprivate func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
