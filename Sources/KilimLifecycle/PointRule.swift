package import KilimModel

/// What happens to one point of a sweep: at `apply`, and when its run ends.
package enum PointRule {
  /// How a point is dealt with whose run goes on while it is removed.
  package enum Removal: Sendable, Hashable {
    case cancels
    /// The run may end by itself.
    case lets
  }

  /// The state of a point after an apply that wants it, or does not.
  ///
  /// - Parameters:
  ///   - stored: nil for a point that never was.
  ///   - refreshes: what has ended runs again.
  /// - Returns: nil for a point that neither was nor is wanted.
  package static func state(
    of stored: PointState?, isWanted: Bool, removal: Removal = .cancels, refreshes: Bool = false
  ) -> PointState? {
    guard let stored else { return isWanted ? .waiting : nil }
    guard isWanted else { return removed(stored, removal) }
    let restored = restored(stored)
    guard refreshes else { return restored }
    switch restored {
    case .finished, .failed, .reused: return .waiting
    case .waiting, .active, .cancelled, .restarting: return restored
    case .droppedWaiting, .droppedCancelling, .droppedActive, .retiredFinished, .retiredFailed,
      .retiredCancelled, .retiredReused:
      return restored
    }
  }

  private static func restored(_ state: PointState) -> PointState {
    switch state {
    case .waiting, .active, .finished, .failed, .cancelled, .reused, .restarting: state
    case .droppedWaiting: .waiting
    case .droppedCancelling: .restarting
    case .droppedActive: .active
    case .retiredFinished: .finished
    case .retiredFailed: .failed
    case .retiredCancelled: .cancelled
    case .retiredReused: .reused
    }
  }

  private static func removed(_ state: PointState, _ removal: Removal) -> PointState {
    switch state {
    case .waiting: .droppedWaiting
    case .active: removal == .cancels ? .droppedCancelling : .droppedActive
    case .restarting: .droppedCancelling
    case .finished: .retiredFinished
    case .failed: .retiredFailed
    case .cancelled: .retiredCancelled
    case .reused: .retiredReused
    case .droppedWaiting, .droppedCancelling, .droppedActive, .retiredFinished, .retiredFailed,
      .retiredCancelled, .retiredReused:
      state
    }
  }

  /// The state of a point whose run's status changed.
  package static func state(of point: PointState, after status: RunStatus) -> PointState {
    switch (point.isDeclared, status) {
    case (true, .finished): .finished
    case (true, .failed): point == .restarting ? .waiting : .failed
    case (true, .cancelled): point == .restarting ? .waiting : .cancelled
    case (true, _): point == .restarting ? .restarting : .active
    case (false, .finished): .retiredFinished
    case (false, .failed): .retiredFailed
    // It never came to an end of its own: when it comes back, it runs.
    case (false, .cancelled): .droppedWaiting
    case (false, _): point == .droppedCancelling ? .droppedCancelling : .droppedActive
    }
  }
}
