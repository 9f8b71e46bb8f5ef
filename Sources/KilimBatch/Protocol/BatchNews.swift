package import KilimModel

/// What `BatchCore` has found out about an attempt.
package enum BatchNews: Hashable, Sendable {
  /// It is on its way into the scheduler, or in it.
  case queued
  /// Its program runs.
  case running(job: Int32)
  case ended(ExitRecord)
  case failedToStart(reason: String)
  case cancelledBeforeStart
  /// It was never prepared: it is safe to order it again.
  case notClaimed
  case lost(reason: String)
  /// Words for people while it goes on.
  case words(String)

  /// Nothing follows.
  package var isLast: Bool {
    switch self {
    case .queued, .running, .words: false
    case .ended, .failedToStart, .cancelledBeforeStart, .notClaimed, .lost: true
    }
  }
}
