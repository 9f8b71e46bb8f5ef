import KilimModel
import Testing

@testable import KilimLaunch

struct JournalTests {
  static let intent = StartIntent(group: "local", timeLimitSeconds: 60, graceSeconds: 10)
  static let identity = ProcessIdentity(
    process: 4711, startedAfter: 1, startedBefore: 2, started: Timestamp(milliseconds: 3))
  static let exit = ExitRecord(
    end: .exited(code: 3), started: Timestamp(milliseconds: 3), ended: Timestamp(milliseconds: 4))
  static let tokens = (1...6).map { LaunchToken(high: 1 << 20, low: UInt64($0)) }
  static let now = Timestamp(milliseconds: 1 << 40)

  static let records: [JournalRecord] = [
    .launcher(bootID: "boot", process: 1, at: Timestamp(milliseconds: 1)),
    .claimed(Array(tokens[..<4])),
    .starting(tokens[0], intent), .started(tokens[0], identity), .over(tokens[0], .ended(exit)),
    .starting(tokens[1], intent), .started(tokens[1], identity),
    .claimed([tokens[4]]),
    .starting(tokens[2], intent),
    .starting(tokens[4], intent), .started(tokens[4], identity), .programEnded(tokens[4], exit),
  ]

  static func bytes(_ records: [JournalRecord]) -> [UInt8] {
    records.reduce(into: ByteWriter()) { JournalFrame.append($1, to: &$0) }.bytes
  }

  private func replay(_ bytes: [UInt8], bootID: String = "boot") -> JournalReplay {
    JournalReplay(JournalScan(bytes), bootID: bootID, now: Self.now)
  }

  /// Whether a launcher that reads this would call a token never started.
  private func isSafe(_ token: LaunchToken, _ replay: JournalReplay) -> Bool {
    guard let entry = replay.entries[token] else {
      return replay.damagedAt.map { $0 < token.made } ?? true
    }
    return entry.progress == .claimed && entry.thisBoot && !replay.isDamaged
  }

  private func outcome(_ token: LaunchToken, _ replay: JournalReplay) -> LaunchOutcome? {
    switch replay.entries[token]?.progress {
    case .over(let outcome): outcome
    case .programEnded(_, _, let exit): .ended(exit)
    default: nil
    }
  }

  @Test func `every entry is read back`() {
    let more: [JournalRecord] = [
      .released(Self.tokens), .acknowledged([]), .damaged(at: Self.now),
      .over(Self.tokens[5], .lost(reason: "why")),
    ]
    let scan = JournalScan(Self.bytes(Self.records + more))
    #expect(scan.records == Self.records + more)
    #expect(scan.tail == .clean)
  }

  @Test func `a whole journal says how far each token is`() {
    let replay = replay(Self.bytes(Self.records))
    #expect(replay.entries[Self.tokens[0]]?.progress == .over(.ended(Self.exit)))
    #expect(replay.entries[Self.tokens[1]]?.progress == .started(Self.intent, Self.identity))
    #expect(replay.entries[Self.tokens[2]]?.progress == .starting(Self.intent))
    #expect(replay.entries[Self.tokens[3]]?.progress == .claimed)
    #expect(isSafe(Self.tokens[3], replay))
    #expect(isSafe(Self.tokens[5], replay))
  }

  @Test func `a torn end counts for nothing, and what is before it counts`() {
    let bytes = Self.bytes(Self.records)
    var ends: [Int] = [0]
    for count in 1...Self.records.count {
      ends.append(Self.bytes(Array(Self.records[..<count])).count)
    }
    for count in 0..<bytes.count {
      let whole = ends.lastIndex { $0 <= count } ?? 0
      let scan = JournalScan(Array(bytes[..<count]))
      #expect(scan.records == Array(Self.records[..<whole]))
      #expect(scan.tail == (ends.contains(count) ? .clean : .torn(at: ends[whole])))
    }
  }

  @Test func `no flipped bit makes a started program look new, or changes how one ended`() {
    let bytes = Self.bytes(Self.records)
    for bit in 0..<bytes.count * 8 {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << (bit % 8)
      let replay = replay(flipped)
      for index in [0, 1, 2, 4] {
        #expect(!isSafe(Self.tokens[index], replay), "bit \(bit), token \(index)")
        let found = outcome(Self.tokens[index], replay)
        #expect(
          found == nil || (found == .ended(Self.exit) && [0, 4].contains(index)), "bit \(bit)")
      }
    }
  }

  @Test func `zeros at the end are a crash of the machine, or damage while it ran`() {
    let bytes = Self.bytes(Self.records) + [UInt8](repeating: 0, count: 4096)
    #expect(!replay(bytes, bootID: "later").isDamaged)
    #expect(replay(bytes).isDamaged)
  }

  @Test func `nothing claimed before the machine was restarted is safe`() {
    let replay = replay(Self.bytes(Self.records), bootID: "later")
    for token in Self.tokens[..<5] { #expect(!isSafe(token, replay)) }
    #expect(isSafe(Self.tokens[5], replay))
  }

  @Test func `what was released or acknowledged is forgotten`() {
    let more: [JournalRecord] = [.released([Self.tokens[3]]), .acknowledged([Self.tokens[0]])]
    let replay = replay(Self.bytes(Self.records + more))
    #expect(replay.entries[Self.tokens[3]] == nil)
    #expect(replay.entries[Self.tokens[0]] == nil)
  }
}
