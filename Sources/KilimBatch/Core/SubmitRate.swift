/// How often something may be given to the scheduler: a bucket that fills with time.
struct SubmitRate: Hashable, Sendable {
  private let perSecond: Int64
  private let most: Int64
  // In thousandths, so that whole milliseconds count.
  private var left: Int64
  private var last: Int64 = 0

  init(perSecond: Int64, burst: Int64) {
    self.perSecond = perSecond
    most = burst * 1000
    left = most
  }

  /// When the next one may go.
  func due(now: Int64) -> Int64 {
    let filled = filled(now: now)
    return filled >= 1000 ? now : now + (1000 - filled + perSecond - 1) / perSecond
  }

  mutating func take(now: Int64) {
    left = filled(now: now) - 1000
    last = now
  }

  private func filled(now: Int64) -> Int64 {
    min(most, left + max(0, now - last) * perSecond)
  }
}
