import KilimModel

/// When a message that could not be delivered is tried again.
enum DeliveryPolicy {
  /// Hours after which a message is given up, as in Tapis (reference, 11.3: about 25 hours).
  static let lifetimeSeconds: Int64 = 25 * 3600

  /// The wait after the n-th failed try (from 1): short at first, since most faults are; then as
  /// patient as a mail server.
  static func pauseSeconds(afterTry number: Int, askedFor: Int?) -> Int64 {
    let steps: [Int64] = [1, 2, 5, 20, 60, 300]
    let pause = number <= steps.count ? steps[max(number, 1) - 1] : 600
    return max(pause, Int64(askedFor ?? 0))
  }
}
