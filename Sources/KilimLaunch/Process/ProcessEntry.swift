/// One process of this host, as `/proc` shows it.
struct ProcessEntry: Hashable {
  var process: Int32
  var parent: Int32
  var group: Int32
  var session: Int32
  /// It has ended and waits for its parent.
  var isZombie: Bool
  /// In ticks since boot.
  var startTicks: Int64
  /// The attempt that its environment names.
  var token: LaunchToken?

  /// Reads `/proc/PID/stat`: the name in parentheses may hold anything, so the fields are counted
  /// from the last one.
  init?(stat: [UInt8]) {
    guard let open = stat.firstIndex(of: UInt8(ascii: "(")),
      let close = stat.lastIndex(of: UInt8(ascii: ")")),
      let process = Self.number(stat[..<open])
    else { return nil }
    let fields = stat[(close + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 20)
    guard fields.count > 20, let parent = Self.number(fields[1]),
      let group = Self.number(fields[2]), let session = Self.number(fields[3]),
      let ticks = Self.number(fields[19])
    else { return nil }
    self.process = Int32(truncatingIfNeeded: process)
    self.parent = Int32(truncatingIfNeeded: parent)
    self.group = Int32(truncatingIfNeeded: group)
    self.session = Int32(truncatingIfNeeded: session)
    isZombie = fields[0].first == UInt8(ascii: "Z") || fields[0].first == UInt8(ascii: "X")
    startTicks = ticks
  }

  init(
    process: Int32, parent: Int32, group: Int32, session: Int32, isZombie: Bool = false,
    startTicks: Int64 = 0, token: LaunchToken? = nil
  ) {
    self.process = process
    self.parent = parent
    self.group = group
    self.session = session
    self.isZombie = isZombie
    self.startTicks = startTicks
    self.token = token
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    var found = false
    for digit in digits where digit != UInt8(ascii: " ") {
      guard digit >= 48, digit <= 57, value < 1 << 56 else { return nil }
      value = value * 10 + Int64(digit - 48)
      found = true
    }
    return found ? value : nil
  }
}
