import KilimLifecycle
import KilimModel

/// The columns of `runs` that hold a `RunState`, in one order for reading and writing.
enum RunStateColumns {
  static let names = """
    status, condition, message, resume, cancel_requested, exit_code, exit_signal, started, ended, \
    peak_memory, cpu_time, timed_out, exit_cancelled, scheduler_end
    """
  static let count: Int32 = 14

  static let assignments = """
    status = ?1, condition = ?2, message = ?3, resume = ?4, cancel_requested = ?5, \
    exit_code = ?6, exit_signal = ?7, started = ?8, ended = ?9, peak_memory = ?10, \
    cpu_time = ?11, timed_out = ?12, exit_cancelled = ?13, scheduler_end = ?14
    """

  /// Binds parameters 1 to 14.
  static func bind(_ state: RunState, to statement: PreparedStatement) {
    statement.bind(1, state.status.rawValue)
    statement.bind(2, state.condition?.storedCode)
    statement.bind(3, state.message)
    statement.bind(4, state.resume.map { Int64($0.rawValue) })
    statement.bind(5, state.cancelRequested)
    bind(state.exit, to: statement, from: 6)
  }

  /// Binds nine parameters.
  static func bind(_ exit: ExitRecord?, to statement: PreparedStatement, from first: Int32) {
    var code: Int64?
    var signal: Int64?
    switch exit?.end {
    case .exited(let value): code = Int64(value)
    case .signalled(let value): signal = Int64(value)
    case nil: break
    }
    statement.bind(first, code)
    statement.bind(first + 1, signal)
    statement.bind(first + 2, exit?.started)
    statement.bind(first + 3, exit?.ended)
    statement.bind(first + 4, exit?.peakMemoryKiB)
    statement.bind(first + 5, exit?.cpuMilliseconds)
    statement.bind(first + 6, exit.map { $0.timedOut ? 1 : 0 })
    statement.bind(first + 7, exit.map { $0.cancelled ? 1 : 0 })
    statement.bind(first + 8, exit?.scheduler.map { Int64($0.rawValue) })
  }
}

extension StoreReader {
  func runState(_ row: PreparedStatement, from first: Int32) throws(StoreError) -> RunState {
    var resume: RunStatus?
    if !row.isNull(first + 3) { resume = try status(row, first + 3) }
    return RunState(
      status: try status(row, first), condition: try condition(row, first + 1),
      message: row.optionalText(first + 2), resume: resume,
      exit: exitRecord(row, from: first + 5), cancelRequested: row.flag(first + 4))
  }

  /// From nine columns.
  func exitRecord(_ row: PreparedStatement, from first: Int32) -> ExitRecord? {
    let end: ProgramEnd
    if let code = row.optionalInteger(first) {
      end = .exited(code: Int32(truncatingIfNeeded: code))
    } else if let signal = row.optionalInteger(first + 1) {
      end = .signalled(signal: Int32(truncatingIfNeeded: signal))
    } else {
      return nil
    }
    return ExitRecord(
      end: end, started: row.time(first + 2), ended: row.time(first + 3),
      peakMemoryKiB: row.integer(first + 4), cpuMilliseconds: row.integer(first + 5),
      timedOut: row.flag(first + 6), cancelled: row.flag(first + 7),
      scheduler: row.optionalInteger(first + 8).flatMap { SchedulerEnd(rawValue: Int($0)) })
  }
}
