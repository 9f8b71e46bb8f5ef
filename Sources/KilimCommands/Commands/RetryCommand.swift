import ArgumentParser
import KilimController
import KilimModel

/// Runs again what did not end well.
struct RetryCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Run failed, cancelled or lost runs again.",
    discussion: "`kilim rerun` also repeats what succeeded.")

  @Argument(help: "job/x, job/x#2, a uuid, sweep/x, sweep/x/17 or workflow/x.")
  var names: [String] = []
  @Flag(
    help: """
      Instead of names: every job whose newest run failed, and the failed points of every sweep. Of a
      sweep that is named: only its failed points, not the cancelled ones.
      """)
  var failed = false
  @Option(
    name: [.customShort("l"), .long],
    help: "With --failed: of those, the ones with all these labels: label=value,...",
    transform: { try LabelSelector(option: $0) })
  var selector: LabelSelector?
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try output.check([.text, .json, .yaml])
    if names.isEmpty, !failed { throw ValidationError("name what to run again, or use --failed") }
    if selector != nil, !failed || !names.isEmpty {
      throw ValidationError("-l chooses among what --failed finds, so it goes without names")
    }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let names = try self.names.isEmpty ? failedNames(in: plane) : self.names
    guard !names.isEmpty else {
      session.console.remark("no job's newest run and no point of a sweep failed")
      return .done
    }
    let all = !failed
    let outcome = try session.runAgain(
      names, in: plane,
      sweep: { name throws(EngineError) in try plane.retrySweep(name, all: all) },
      onlyFailed: true)
    return try session.follow(plane, outcome, waiting: waiting, output: output)
  }

  private func failedNames(in plane: ControlPlane) throws(CommandFailure) -> [String] {
    let labels = selector?.labels ?? [:]
    return try engine { () throws(EngineError) in
      let jobs = try plane.objects(kind: .job, labels: labels).filter { $0.run?.status == .failed }
      let sweeps = try plane.sweeps(labels: labels).filter { $0.counts.failed > 0 }
      return (jobs.map(\.name) + sweeps.map(\.object.name)).map(\.description)
    }
  }
}

extension ApplyOptions {
  /// Naming a run is agreeing to its repetition.
  static var confirmed: ApplyOptions {
    var options = ApplyOptions()
    options.isConfirmed = true
    return options
  }
}

extension Session {
  /// Shows what was accepted and stays with the runs.
  func follow(
    _ plane: ControlPlane, _ outcome: ApplyOutcome, waiting: WaitOptions, output: OutputOptions
  ) throws(CommandFailure) -> ExitStatus {
    let format = output.output
    if let text = format.text(of: ChangeDocument.json(diagnostics: [], changes: outcome.changes)) {
      console.write(text)
    } else if !console.isQuiet {
      console.write(ChangeTable.text(outcome.changes, paint: console.paint, width: console.width))
    }
    // Every job had a reason not to run, and the reasons were shown.
    guard !outcome.runs.isEmpty else { return .refused }
    return try follow(
      plane, outcome.runs, wait: waiting.wait, isForProgram: !format.isForPeople)
  }
}
