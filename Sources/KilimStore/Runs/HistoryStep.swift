import KilimModel

/// A step of a run's life as it is stored: its row's sequence and place say which one it is.
struct HistoryStep: Hashable {
  var time: Timestamp
  var status: RunStatus
  var cause: TransitionCause
  var message: String?
}

/// The steps after a row's own, in few bytes: of each the time since the one before, its status, its
/// cause, and its message behind its length (0 for none, else the length and 1).
enum FurtherSteps {
  /// Nil for none.
  static func bytes(of steps: ArraySlice<HistoryStep>, after first: Timestamp) -> [UInt8]? {
    guard !steps.isEmpty else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(steps.count * 4)
    var previous = first
    for step in steps {
      bytes.append(signed: step.time.milliseconds - previous.milliseconds)
      bytes.append(UInt8(step.status.rawValue))
      bytes.append(variable: UInt64(step.cause.rawValue))
      bytes.append(variable: step.message.map { UInt64($0.utf8.count) + 1 } ?? 0)
      if let message = step.message { bytes += message.utf8 }
      previous = step.time
    }
    return bytes
  }

  /// Nil when the bytes are no such steps.
  static func steps(_ bytes: [UInt8], after first: Timestamp) -> [HistoryStep]? {
    var steps: [HistoryStep] = []
    var rest = bytes[...]
    var time = first.milliseconds
    while !rest.isEmpty {
      guard let distance = rest.takeSigned(),
        let status = rest.popFirst().flatMap({ RunStatus(rawValue: Int($0)) }),
        let cause = rest.takeVariable().flatMap({ TransitionCause(rawValue: Int(clamping: $0)) }),
        let length = rest.takeVariable(), length <= rest.count + 1
      else { return nil }
      time &+= distance
      let count = Int(length) - 1
      let message = count < 0 ? nil : String(decoding: rest.prefix(count), as: UTF8.self)
      rest = rest.dropFirst(max(0, count))
      steps.append(
        HistoryStep(
          time: Timestamp(milliseconds: time), status: status, cause: cause, message: message))
    }
    return steps
  }
}
