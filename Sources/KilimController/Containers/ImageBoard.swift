import KilimStore

/// Which images are being brought, and who waits for them: each is brought once, whatever the number
/// of runs.
struct ImageBoard {
  private struct Bringing {
    var runs: [RunID]
    let stop: RequestFlag
  }

  /// An image that was seen is not looked for again so soon, in milliseconds.
  private static let trust: Int64 = 60_000

  private var bringing: [ImageKey: Bringing] = [:]
  private var seen: [ImageKey: Int64] = [:]

  enum Answer {
    case here
    /// Somebody is at it.
    case wait
    case bring(RequestFlag)
  }

  /// Asks for an image on behalf of a run; unless it is here, the run is told by `end`.
  mutating func want(_ key: ImageKey, for run: RunID, at moment: Int64) -> Answer {
    if let time = seen[key], moment - time < Self.trust, key.policy != .always { return .here }
    if bringing[key] != nil {
      bringing[key]?.runs.append(run)
      return .wait
    }
    let stop = RequestFlag()
    bringing[key] = Bringing(runs: [run], stop: stop)
    return .bring(stop)
  }

  /// The runs that waited for it.
  mutating func end(_ key: ImageKey, isHere: Bool, at moment: Int64) -> [RunID] {
    seen[key] = isHere ? moment : nil
    return bringing.removeValue(forKey: key)?.runs ?? []
  }

  /// A run waits no longer; what nobody waits for is given up. False when it did not wait.
  mutating func leave(_ run: RunID) -> Bool {
    guard let key = bringing.first(where: { $0.value.runs.contains(run) })?.key else {
      return false
    }
    bringing[key]?.runs.removeAll { $0 == run }
    if bringing[key]?.runs.isEmpty == true { bringing[key]?.stop.raise() }
    return true
  }

  /// A launch proved that an image is not what it was.
  mutating func doubt(_ key: ImageKey) { seen[key] = nil }

  mutating func stopAll() {
    for one in bringing.values { one.stop.raise() }
  }
}
