import ArgumentParser
import KilimController
import KilimModel

/// Runs again what did not end well.
struct RetryCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Run failed, cancelled or lost runs again.",
    discussion: "`kilim rerun` also repeats what succeeded.")

  @Argument(help: "job/x, job/x#2 or a uuid.")
  var names: [String] = []
  @Flag(help: "All jobs whose newest run failed.")
  var failed = false
  @Option(
    name: [.customShort("l"), .long],
    help: "Of those, the ones with all these labels: label=value,...",
    transform: { try LabelSelector(option: $0) })
  var selector: LabelSelector?
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try output.check([.text, .json, .yaml])
    guard names.isEmpty == failed else {
      throw ValidationError(
        failed ? "--failed chooses the jobs; leave the names out" : "name a job, or use --failed")
    }
    if selector != nil, !failed { throw ValidationError("-l chooses among --failed") }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    let jobs = try failed ? failedJobs(in: plane) : session.jobs(names, in: plane)
    guard !jobs.isEmpty else {
      session.console.remark("no job's newest run failed")
      return .done
    }
    let outcome = try engine { () throws(EngineError) in
      try plane.retry(jobs)
    }
    return try session.follow(plane, outcome, waiting: waiting, output: output)
  }

  private func failedJobs(in plane: ControlPlane) throws(CommandFailure) -> [ResourceName] {
    try engine { () throws(EngineError) in
      try plane.objects(kind: .job, labels: selector?.labels ?? [:])
    }.filter { $0.run?.status == .failed }.map(\.name)
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
