import KilimModel

/// What a journal says of every token, read by a launcher that takes over.
struct JournalReplay {
  /// How far a token got before the launcher that wrote of it was gone.
  enum Progress: Hashable {
    case claimed
    case starting(StartIntent)
    case started(StartIntent, ProcessIdentity)
    case programEnded(StartIntent, ProcessIdentity?, ExitRecord)
    case over(LaunchOutcome)
  }

  struct Entry: Hashable {
    var progress: Progress
    /// Written since the machine was started.
    var thisBoot: Bool
  }

  private(set) var entries: [LaunchToken: Entry] = [:]
  /// Tokens made before this may have been in a part that cannot be read.
  private(set) var damagedAt: Timestamp?
  /// The present scan found damage: what is missing of a token proves nothing.
  private(set) var isDamaged: Bool

  private var thisBoot = false

  /// - Parameter now: later than the making of any token in the file.
  init(_ scan: JournalScan, bootID: String, now: Timestamp) {
    let lastBoot = scan.records.reduce(nil as String?) { last, record in
      if case .launcher(let bootID, _, _) = record { bootID } else { last }
    }
    switch scan.tail {
    case .clean, .torn: isDamaged = false
    // After a crash of the machine, unsynced blocks are zeros. While it ran, they cannot be.
    case .hole: isDamaged = lastBoot == bootID
    case .damaged: isDamaged = true
    }
    for record in scan.records { apply(record, bootID: bootID) }
    if isDamaged { damagedAt = now }
  }

  private mutating func apply(_ record: JournalRecord, bootID: String) {
    switch record {
    case .launcher(let writer, _, _): thisBoot = writer == bootID
    case .claimed(let tokens):
      for token in tokens { note(token, .claimed) }
    case .released(let tokens), .acknowledged(let tokens):
      for token in tokens { entries[token] = nil }
    case .starting(let token, let intent): note(token, .starting(intent))
    case .started(let token, let identity): note(token, .started(intent(of: token), identity))
    case .programEnded(let token, let exit):
      note(token, .programEnded(intent(of: token), identity(of: token), exit))
    case .over(let token, let outcome): note(token, .over(outcome))
    case .damaged(let time): damagedAt = max(damagedAt ?? time, time)
    }
  }

  private mutating func note(_ token: LaunchToken, _ progress: Progress) {
    entries[token] = Entry(progress: progress, thisBoot: thisBoot)
  }

  private func intent(of token: LaunchToken) -> StartIntent {
    switch entries[token]?.progress {
    case .starting(let intent), .started(let intent, _), .programEnded(let intent, _, _): intent
    case .claimed, .over, nil: StartIntent(group: "", timeLimitSeconds: nil, graceSeconds: 10)
    }
  }

  private func identity(of token: LaunchToken) -> ProcessIdentity? {
    guard case .started(_, let identity) = entries[token]?.progress else { return nil }
    return identity
  }
}
