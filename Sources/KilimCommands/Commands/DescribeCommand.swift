import ArgumentParser
import KilimController
import KilimModel

/// Explains a run, or shows a declaration in full.
struct DescribeCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Explain a run: verdict, cause, evidence, the next command, and all details.")

  @Argument(help: "job/x (its newest run), job/x#2, a uuid, app/x@1.0 or system/x.")
  var names: [String]
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check(OutputForm.trees) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let plane = try session.open()
    var items: [GetItem] = []
    var texts: [ResourceName: String] = [:]
    for name in names {
      switch try NameReference(name) {
      case .object(let sweep) where sweep.isWholeSweep:
        let report = try session.sweep(sweep, in: plane)
        texts[sweep] = try describe(report, session, plane)
        items.append(.sweep(report))
      case .object(let workflow) where workflow.kind == .workflow:
        items.append(.workflow(try session.workflow(workflow, in: plane)))
      case .object(let point) where point.sweepPoint != nil:
        items += try session.runs([name], in: plane).map(GetItem.run)
      case .object(let object) where object.kind != .job:
        items += try session.objects(object, in: plane).map(GetItem.object)
      case .object(let object): items += try job(object, session, plane)
      case .run, .uuid: items += try session.runs([name], in: plane).map(GetItem.run)
      }
    }
    show(items, texts, session) { try? RunFiles(report: $0, plane).evidence(lines: 10) }
    return .done
  }

  /// The newest run; the declaration itself while there is none.
  private func job(
    _ name: ResourceName, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> [GetItem] {
    try session.objects(name, in: plane).map { report in
      report.run.map { .run($0) } ?? .object(report)
    }
  }

  private func describe(
    _ report: SweepReport, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> String {
    var failed: [PointReport] = []
    try engine { () throws(EngineError) in
      guard report.counts.failed > 0 else { return }
      try plane.points(of: report.name, states: [.failed]) { point in
        failed.append(point)
        return failed.count < 3
      }
    }
    var failures: [(point: PointReport, evidence: [String])] = []
    for point in failed {
      let runs = try point.run.map { run throws(CommandFailure) in
        try session.runs([run.name.description], in: plane)
      }
      let evidence = runs?.first.flatMap { try? RunFiles(report: $0, plane).evidence(lines: 3) }
      failures.append((point, evidence?.lines ?? []))
    }
    return DescribeSweep(
      report: report, failures: failures, now: session.now, paint: session.console.paint
    ).text
  }

  private func show(
    _ items: [GetItem], _ texts: [ResourceName: String], _ session: Session,
    _ evidence: (RunReport) -> LogExcerpt?
  ) {
    let console = session.console
    if !output.output.isForPeople {
      let documents = items.map(\.document)
      let tree = documents.count == 1 ? documents[0] : ObjectDocument.list(documents)
      console.write(output.output.text(of: tree) ?? "")
      return
    }
    let texts = items.map { item in
      switch item {
      case .run(let report):
        DescribeRun(
          report: report, excerpt: evidence(report),
          now: session.now, paint: console.paint
        ).text
      case .sweep(let report): texts[report.name] ?? ""
      case .workflow(let report):
        DescribeWorkflow(report: report, paint: console.paint).text
      case .point(let point): point.name.description + "\n"
      case .object(let report):
        DescribeObject.text(report, now: session.now, paint: console.paint)
      }
    }
    console.write(texts.joined(separator: "\n"))
  }
}
