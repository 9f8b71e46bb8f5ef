import KilimModel
import KilimStore

/// When the engine looks at workflows, and what it need not read again.
struct WorkflowBoard {
  /// Something happened that a step may wait for.
  var isDue = true
  /// When steps are looked at again that could not be stored; nil for none.
  var retryDue: Int64?
  /// One of them waits for something outside of it.
  var isGated = false
  /// The newest declarations.
  var parsed: [ObjectID: ParsedWorkflow] = [:]
  /// The steps that are what they were made of, as long as nobody else writes.
  var known: [ObjectID: [Int: StepBasis]] = [:]

  /// A run has ended, or only a person can decide how it goes on.
  ///
  /// - Parameter isLast: of a point: no other run of its sweep is known.
  mutating func settled(_ owner: RunOwner, isLast: Bool) {
    if isGated || (owner.point == 0 ? owner.name.isStep : isLast) { isDue = true }
  }

  /// Another process has changed the state: a step may have been run again.
  mutating func someoneWrote() {
    known.removeAll()
    isDue = true
  }
}
