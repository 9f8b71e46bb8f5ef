import ArgumentParser
import KilimController
import KilimModel

/// Ends runs with all that they started.
struct CancelCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Cancel runs and wait until they are really gone.")

  @Argument(help: "job/x (its newest run), job/x#2, a uuid, sweep/x or sweep/x/17.")
  var names: [String]
  @Flag(help: "Ask for the end and do not wait for it.")
  var noWait = false
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let sorted = try NamesBySort(names)
    for sweep in sorted.sweeps {
      let status = try cancel(sweep, session, plane)
      if status != .done { return status }
    }
    guard !sorted.others.isEmpty else { return .done }
    let reports = try session.runs(sorted.others, in: plane)
    for report in reports where report.status.isTerminal {
      session.console.line("\(report.name) has ended already: \(report.status.name)")
    }
    return try session.cancel(
      reports.filter { !$0.status.isTerminal }.map(\.name), in: plane, waits: !noWait)
  }
}

extension CancelCommand {
  fileprivate func cancel(
    _ sweep: ResourceName, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> ExitStatus {
    _ = try session.sweep(sweep, in: plane)
    let (changes, runs) = try engine { () throws(EngineError) in
      try plane.cancelSweep(sweep)
    }
    for change in changes { session.console.line("\(sweep): \(change.reason ?? "")") }
    guard !runs.isEmpty, !noWait else { return .done }
    let report = try session.drive(plane, until: .settled(runs))
    guard report.end == .reached else {
      session.console.remark("the cancellation is stored; `kilim wait` sees it through")
      return .interrupted
    }
    return .done
  }
}

extension Session {
  /// Ends runs; with `waits`, returns when their programs are gone.
  func cancel(
    _ runs: [RunName], in plane: ControlPlane, waits: Bool
  ) throws(CommandFailure) -> ExitStatus {
    guard !runs.isEmpty else { return .done }
    _ = try engine { () throws(EngineError) in try plane.requestCancel(runs) }
    guard waits else {
      for run in runs { console.line("\(run) will be cancelled") }
      return .done
    }
    let report = try drive(plane, until: .settled(runs))
    guard report.end == .reached else {
      console.remark("the cancellation is stored; `kilim wait` sees it through")
      return .interrupted
    }
    for run in runs {
      guard let state = report.runs[run] else { continue }
      // It may have ended by itself just before.
      console.line("\(run) \(state.status.name)")
    }
    return .done
  }
}
