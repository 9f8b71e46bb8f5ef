package import KilimLifecycle
package import KilimModel

extension StoreTransaction {
  /// Applies events to runs by the rules of their life, and writes what follows: the run, one row
  /// of the history for each event, the ledger's verdict, and the messages about it.
  ///
  /// The state that events are applied to is the stored one, so that what another process wrote
  /// meanwhile (a wish to cancel) counts.
  ///
  /// - Parameter deliveries: What to tell whom about a transition; written in this transaction.
  /// - Returns: The new states, in the order of `updates`.
  /// - Throws: `notFound`, `invalidTransition`; either undoes the whole transaction.
  @discardableResult
  package func record(
    _ updates: [RunUpdate], deliveries: (Transition) -> [NewDelivery] = { _ in [] }
  ) throws(StoreError) -> [RunState] {
    let statements = try RecordStatements(self)
    var states: [RunState] = []
    states.reserveCapacity(updates.count)
    for update in updates {
      states.append(try record(update, deliveries, statements))
    }
    return states
  }

  /// Notes the wish to cancel a run. False when it has ended already or the wish is known.
  @discardableResult
  package func requestCancel(
    _ run: RunID, now: Timestamp, deliveries: (Transition) -> [NewDelivery] = { _ in [] }
  ) throws(StoreError) -> Bool {
    let (state, _) = try storedState(run, prepare(RecordStatements.selectState))
    guard !state.status.isTerminal, !state.cancelRequested else { return false }
    try record(
      [RunUpdate(run: run, events: [TimedEvent(.cancelRequested, at: now)])],
      deliveries: deliveries)
    return true
  }

  private func record(
    _ update: RunUpdate, _ deliveries: (Transition) -> [NewDelivery],
    _ statements: RecordStatements
  ) throws(StoreError) -> RunState {
    let (before, newest) = try storedState(update.run, statements.select)
    guard let last = update.events.last else { return before }
    var state = before
    var sequence = newest
    var processID: Int32?
    for timed in update.events {
      sequence += 1
      let next = try stateAfter(timed.event, in: state, of: update.run)
      if case .started(let process) = timed.event { processID = process }
      if case .attemptStarted(let attempt) = timed.event {
        // What was learned of the old attempt goes with it.
        try write(state, update.run, sequence, processID, timed.time, statements.update)
        try startAttempt(update.run, attempt)
        processID = nil
      }
      try appendHistory(
        run: update.run, sequence: sequence, time: timed.time, status: next.status,
        cause: TransitionCause(timed.event), message: Self.newMessage(state, next),
        statements.history)
      let transition = Transition(
        run: update.run, sequence: sequence, event: timed.event, time: timed.time, before: state,
        after: next)
      for delivery in deliveries(transition) {
        try enqueue(delivery, run: update.run, sequence: sequence, now: timed.time)
      }
      state = next
    }
    try write(state, update.run, sequence, processID, last.time, statements.update)
    if state.status.isTerminal || before.status.isTerminal {
      try writeVerdict(state, update.run, last.time, statements.ledger)
    }
    changes.append(
      run: update.run, firstSequence: newest + 1, count: update.events.count, time: last.time)
    return state
  }

  /// A message is written once, where it came up.
  private static func newMessage(_ before: RunState, _ after: RunState) -> String? {
    after.message == before.message && after.status == before.status ? nil : after.message
  }

  private func storedState(
    _ run: RunID, _ select: PreparedStatement
  ) throws(StoreError) -> (state: RunState, sequence: Int) {
    select.bind(1, run.rawValue)
    guard try select.step() else { throw .notFound("run with key \(run.rawValue)") }
    defer { select.reset() }
    return (try runState(select, from: 1), select.count(0))
  }

  private func stateAfter(
    _ event: RunEvent, in state: RunState, of run: RunID
  ) throws(StoreError) -> RunState {
    do {
      return try RunLifecycle.state(after: event, in: state)
    } catch {
      let cause = TransitionCause(event).name
      throw .invalidTransition(
        run: try self.run(run)?.displayName ?? "run \(run.rawValue)",
        detail: "\(cause) while \(state.status.name)")
    }
  }

  private func write(
    _ state: RunState, _ run: RunID, _ sequence: Int, _ processID: Int32?, _ time: Timestamp,
    _ update: PreparedStatement
  ) throws(StoreError) {
    RunStateColumns.bind(state, to: update)
    update.bind(15, sequence)
    update.bind(16, time)
    // 0 says that the start was seen only afterwards.
    update.bind(17, processID.flatMap { $0 > 0 ? Int64($0) : nil })
    update.bind(18, run.rawValue)
    try update.run()
  }

  private func writeVerdict(
    _ state: RunState, _ run: RunID, _ time: Timestamp, _ update: PreparedStatement
  ) throws(StoreError) {
    let ended = state.status.isTerminal
    update.bind(1, ended ? Int64(state.status.rawValue) : nil)
    update.bind(2, ended ? state.condition?.storedCode : nil)
    update.bind(3, state.exit?.started)
    update.bind(4, ended ? time : nil)
    update.bind(5, run.rawValue)
    guard try update.step() else { return }
    let (object, point) = (ObjectID(update.integer(0)), update.count(1))
    try update.run()
    if point > 0 { try pointChanged(object, point, state.status) }
  }
}

/// Looked up once for many runs.
private struct RecordStatements {
  static let selectState = """
    SELECT sequence, \(RunStateColumns.names) FROM runs WHERE id = ?
    """

  var select: PreparedStatement
  var history: PreparedStatement
  var update: PreparedStatement
  var ledger: PreparedStatement

  init(_ transaction: StoreTransaction) throws(StoreError) {
    select = try transaction.prepare(Self.selectState)
    history = try transaction.prepare(StoreTransaction.insertHistory)
    update = try transaction.prepare(
      """
      UPDATE runs SET \(RunStateColumns.assignments), sequence = ?15, updated = ?16,
        process = ifnull(?17, process) WHERE id = ?18
      """)
    ledger = try transaction.prepare(
      """
      UPDATE ledger SET verdict = ?, condition = ?, started = ?, ended = ?, bytes = NULL
      WHERE run = ?
      RETURNING object, point
      """)
  }
}
