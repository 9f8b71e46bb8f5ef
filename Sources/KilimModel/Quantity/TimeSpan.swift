/// A length of time in whole seconds, as people write it: `90s`, `5m`, `2h`, `7d`, `4w`.
package struct TimeSpan: Sendable, Hashable {
  package var seconds: Int

  /// The longest span that is understood, about 100 years.
  package static let longest = 100 * 366 * 86_400

  private static let units: [(letter: Character, seconds: Int)] = [
    ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
  ]

  package init(seconds: Int) { self.seconds = seconds }

  /// A whole number and one of the units `s m h d w`; nil for anything else, and past `longest`.
  package init?(_ text: String) {
    guard let last = text.last, let unit = Self.units.first(where: { $0.letter == last }) else {
      return nil
    }
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(digits)
    else { return nil }
    let (seconds, isTooMuch) = number.multipliedReportingOverflow(by: unit.seconds)
    guard !isTooMuch, seconds <= Self.longest else { return nil }
    self.seconds = seconds
  }

  /// In the largest unit that leaves no rest.
  package var text: String {
    let unit = Self.units.first { seconds % $0.seconds == 0 && seconds >= $0.seconds }
    return unit.map { "\(seconds / $0.seconds)\($0.letter)" } ?? "\(seconds)s"
  }
}
