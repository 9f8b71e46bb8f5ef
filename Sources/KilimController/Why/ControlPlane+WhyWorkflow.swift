import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

extension ControlPlane {
  func whyWorkflow(_ name: ResourceName) throws(EngineError) -> WhyReport {
    let factory = RunFactory(
      surroundings: surroundings, inspector: RememberingInspector(HostSourceInspector()),
      catalog: try catalog())
    return try read { reader throws(StoreError) in
      guard let object = try reader.object(name), let record = try reader.workflow(name) else {
        throw .notFound("\(name)")
      }
      var forecast = try WorkflowForecast(name, factory, reader, stateDirectory)
      let steps = object.deleted == nil ? try forecast.outlooks(of: record) : []
      var report = WhyReport(
        object: name, origin: .declared(generation: object.generation),
        outlook: WorkflowOutlook(object: object, record: record, steps: steps).outlook)
      report.status = object.deleted == nil ? try reader.workflowState(name)?.status : nil
      report.created = object.updated
      report.differences = forecast.versions.lastChange()
      report.steps = steps
      return report
    }
  }
}

/// Why nothing more of a workflow runs, or what its next step does.
struct WorkflowOutlook {
  let object: ObjectRecord
  let record: WorkflowRecord
  let steps: [StepOutlook]

  private func count(_ states: Set<WhyReport.Outlook.State>) -> Int {
    steps.count { states.contains($0.outlook.state) }
  }

  private func words(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  var outlook: WhyReport.Outlook {
    let name = object.name
    if object.deleted != nil {
      return .init(.removed, "its declaration was removed; its runs stay in the ledger")
    }
    if let obstacle = record.obstacle { return .init(.blocked, obstacle) }
    if record.isSuspended, !record.status.isTerminal {
      return .init(.suspended, "it is suspended: no step starts", command: "kilim resume \(name)")
    }
    let starting = count([.runs, .runsAgain])
    let going = count([.goesOn, .waits])
    guard record.status.isTerminal else {
      return .init(
        .goesOn, "\(words(starting, "step")) would start now, \(going) more under way or waiting",
        command: "kilim wait \(name)")
    }
    switch record.status {
    case .failed:
      return .init(
        .failed, "\(words(count([.failed]), "step")) failed, to be repeated only when asked for",
        command: "kilim retry \(name)")
    case .cancelled:
      return .init(
        .cancelled, "it was cancelled, and goes on only when asked to",
        command: "kilim retry \(name)")
    default: break
    }
    guard count([.stale]) == 0 else {
      return .init(
        .stale, "Stale: what \(words(count([.stale]), "step")) used has changed since",
        command: "kilim apply --refresh -f FILE")
    }
    return .init(.unchanged, "every step is what it was made of")
  }
}
