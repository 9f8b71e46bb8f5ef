import KilimModel

extension RunStatus {
  /// The colour by which people know it at a glance.
  var style: TextStyle {
    switch self {
    case .finished: .green
    case .failed: .red
    case .cancelled, .blocked, .paused: .yellow
    case .running, .archiving: .blue
    default: .plain
    }
  }
}
