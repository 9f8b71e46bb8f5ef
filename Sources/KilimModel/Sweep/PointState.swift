/// What became of one point of a sweep. Stored by number; numbers are never changed or reused.
package enum PointState: Int, Sendable, Hashable, CaseIterable {
  case waiting = 0
  /// It has a run that has not ended.
  case active = 1
  case finished = 2
  case failed = 3
  case cancelled = 4
  /// The same had finished elsewhere: there is no run of its own.
  case reused = 5
  /// Its run is being cancelled, and afterwards it waits again.
  case restarting = 6

  // No part of the sweep any more; as they are when the point comes back.
  case droppedWaiting = 8
  case droppedCancelling = 9
  case retiredFinished = 10
  case retiredFailed = 11
  case retiredCancelled = 12
  case retiredReused = 13
  /// Its run may end by itself.
  case droppedActive = 14

  /// Part of the sweep as it is declared now.
  package var isDeclared: Bool { rawValue < Self.droppedWaiting.rawValue }

  /// It has a run that has not ended.
  package var hasActiveRun: Bool {
    switch self {
    case .active, .restarting, .droppedCancelling, .droppedActive: true
    default: false
    }
  }

  /// For people and programs.
  package var name: String {
    switch self {
    case .waiting: "Waiting"
    case .active, .restarting: "Active"
    case .finished: "Finished"
    case .failed: "Failed"
    case .cancelled: "Cancelled"
    case .reused: "Reused"
    case .droppedWaiting, .droppedCancelling, .droppedActive, .retiredFinished, .retiredFailed,
      .retiredCancelled, .retiredReused:
      "Retired"
    }
  }
}

/// How many points of a sweep are in which state.
package struct PointCounts: Sendable, Hashable {
  package var waiting = 0
  package var active = 0
  package var finished = 0
  package var failed = 0
  package var cancelled = 0
  package var reused = 0
  /// No part of the sweep any more.
  package var retired = 0

  package init() {}

  /// Of the sweep as it is declared now.
  package var declared: Int { waiting + active + finished + failed + cancelled + reused }
  /// With a result.
  package var done: Int { finished + reused }

  package mutating func add(_ state: PointState, _ count: Int = 1) {
    self[keyPath: Self.path(state)] += count
  }

  private static func path(_ state: PointState) -> WritableKeyPath<PointCounts, Int> {
    switch state {
    case .waiting: \.waiting
    case .active, .restarting: \.active
    case .finished: \.finished
    case .failed: \.failed
    case .cancelled: \.cancelled
    case .reused: \.reused
    case .droppedWaiting, .droppedCancelling, .droppedActive, .retiredFinished, .retiredFailed,
      .retiredCancelled, .retiredReused:
      \.retired
    }
  }
}
