import ArgumentParser
import KilimController
import KilimModel

/// Lists objects and runs.
struct GetCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "List systems, apps, jobs or runs.",
    discussion: """
      kilim get jobs                 all jobs, with their newest runs
      kilim get job x -o yaml        one of them, as a tree
      kilim get runs --all           all runs, the older ones too
      kilim get job/x -o jsonpath={.status.exitCode}
      """)

  @Argument(
    help: "systems, apps, jobs, sweeps, points, workflows or runs; or KIND/NAME.",
    completion: .list(["systems", "apps", "jobs", "sweeps", "points", "workflows", "runs"]))
  var kind: String
  @Argument(help: "Names; all when left out.")
  var names: [String] = []
  @Option(
    name: [.customShort("l"), .long], help: "Only with these labels: label=value,...",
    transform: { try LabelSelector(option: $0) })
  var selector: LabelSelector?
  @Option(help: "Only in these statuses, as in RUNNING,FAILED.", transform: StatusList.read)
  var status: StatusList?
  @Option(help: "Only what was made since: 10m, 2h, 3d.", transform: DurationOption.read)
  var since: TypedDuration?
  @Flag(help: "The older runs of each job too.")
  var all = false
  @Flag(name: [.customShort("w"), .long], help: "Go on and show what changes.")
  var watch = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try output.check(OutputForm.lists)
    let wanted: Wanted
    do { wanted = try Wanted(kind: kind, names: names) } catch {
      throw ValidationError(error.message)
    }
    if let word = status?.ofSweeps.sorted().first, wanted.kind != .objects(.sweep) {
      throw ValidationError("`\(word)` is a status of sweeps alone")
    }
  }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let wanted: Wanted
    do { wanted = try Wanted(kind: kind, names: names) } catch {
      throw CommandFailure(.usage, error.message)
    }
    let plane = try session.open()
    var listing = try list(wanted, session, plane)
    show(listing, wanted, session, hasTitles: true)
    guard watch else { return .done }
    var version = try engine { () throws(EngineError) in try plane.dataVersion() }
    let pipe = try Pipe()
    while true {
      _ = pipe.wait(milliseconds: 500)
      let newer = try engine { () throws(EngineError) in try plane.dataVersion() }
      guard newer != version else { continue }
      version = newer
      let next = try list(wanted, session, plane)
      let known = Set(listing.map(\.document))
      show(next.filter { !known.contains($0.document) }, wanted, session, hasTitles: false)
      listing = next
    }
  }

  private func list(
    _ wanted: Wanted, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> [GetItem] {
    switch wanted.kind {
    case .runs: return try runs(wanted.names, session, plane).map(GetItem.run)
    case .points: return try points(wanted.names, session, plane)
    case .objects(.sweep):
      let found: [SweepReport]
      if wanted.names.isEmpty {
        found = try engine { () throws(EngineError) in
          try plane.sweeps(labels: selector?.labels ?? [:])
        }
      } else {
        found = try wanted.names.map { name throws(CommandFailure) in
          try session.sweep(ResourceName(.sweep, name), in: plane)
        }
      }
      return found.filter { report in
        isWanted(report.object, status.map { $0.contains(report) }, session.now)
      }.map { .sweep($0) }
    case .objects(.workflow):
      let found: [WorkflowReport]
      if wanted.names.isEmpty {
        found = try engine { () throws(EngineError) in
          try plane.workflows(labels: selector?.labels ?? [:])
        }
      } else {
        found = try wanted.names.map { name throws(CommandFailure) in
          try session.workflow(ResourceName(.workflow, name), in: plane)
        }
      }
      return found.filter { report in
        isWanted(
          report.object, status.map { $0.statuses.contains(report.state.status) }, session.now)
      }.map { .workflow($0) }
    case .objects(let kind):
      let found: [ObjectReport]
      if wanted.names.isEmpty {
        found = try session.objects(
          kind: kind, labels: selector?.labels ?? [:], in: plane)
      } else {
        var some: [ObjectReport] = []
        for name in wanted.names {
          some += try session.objects(ResourceName(kind, name), in: plane)
        }
        found = some
      }
      return found.filter { report in
        isWanted(
          report,
          status.map { list in
            report.run.map { list.statuses.contains($0.status) } ?? false
          }, session.now)
      }.map(GetItem.object)
    }
  }

  private func points(
    _ names: [String], _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> [GetItem] {
    var items: [GetItem] = []
    let start = since.map { session.now.adding(milliseconds: -$0.milliseconds) }
    for name in names {
      let sweep = ResourceName(.sweep, name)
      _ = try session.sweep(sweep, in: plane)
      try engine { () throws(EngineError) in
        try plane.points(of: sweep) { point in
          let isWanted =
            status.map { statuses in
              point.run.map { statuses.statuses.contains($0.state.status) }
                ?? (point.state == .waiting && statuses.statuses.contains(.pending))
            } ?? true
          let isRecent = start.map { start in point.run.map { $0.created >= start } ?? false }
          if isWanted, isRecent != false { items.append(.point(point)) }
          return true
        }
      }
    }
    return items
  }

  private func runs(
    _ names: [String], _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> [RunReport] {
    var query = RunQuery()
    query.names = names
    query.labels = selector?.labels ?? [:]
    query.statuses = status?.statuses ?? []
    query.since = since.map { session.now.adding(milliseconds: -$0.milliseconds) }
    query.allRuns = all
    return try engine { () throws(EngineError) in try plane.runs(query) }
  }

  private func hasLabels(_ labels: [String: String]) -> Bool {
    (selector?.labels ?? [:]).allSatisfy { labels[$0.key] == $0.value }
  }

  /// - Parameter hasStatus: nil when any status will do.
  private func isWanted(_ report: ObjectReport, _ hasStatus: Bool?, _ now: Timestamp) -> Bool {
    guard hasStatus != false, hasLabels(report.metadata.labels) else { return false }
    guard let since else { return true }
    return report.created >= now.adding(milliseconds: -since.milliseconds)
  }

  private func show(
    _ items: [GetItem], _ wanted: Wanted, _ session: Session, hasTitles: Bool
  ) {
    let console = session.console
    if output.output == .name {
      console.write(items.map { $0.name + "\n" }.joined())
    } else if output.output.isForPeople {
      guard !items.isEmpty else {
        if hasTitles { console.remark("there is nothing to show") }
        return
      }
      var table = GetItem.table(
        items, kind: wanted.kind, now: session.now, isWide: output.output == .wide)
      if !hasTitles { table.hasTitles = false }
      console.write(table.text(paint: console.paint, width: console.width))
    } else if !hasTitles || wanted.names.count == 1 && !items.isEmpty && wanted.kind != .points {
      // One name is one object; and a watched list goes on object by object.
      for item in items { console.write(output.output.text(of: item.document) ?? "") }
    } else {
      let list = ObjectDocument.list(items.map(\.document))
      console.write(output.output.text(of: list) ?? "")
    }
  }
}
