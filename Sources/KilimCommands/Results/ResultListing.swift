import KilimController
import KilimManifest
import KilimModel
import KilimReport

/// A table of results, read from the outputs of runs.
struct ResultListing {
  let table: ResultTable
  private(set) var rows: [ResultRow] = []
  /// What could not be read, the first few.
  private(set) var problems: [String] = []

  /// Of the points of a sweep.
  init(
    sweep: ResourceName, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) {
    _ = try session.sweep(sweep, in: plane)
    let spec = try Self.spec(of: sweep, plane).flatMap(SpecCoding.sweepSpec(fromJSON:))
    var reading = try ResultReading(spec?.whole.results ?? [])
    var points: [PointReport] = []
    try engine { () throws(EngineError) in
      try plane.points(of: sweep, states: []) { point in
        points.append(point)
        return true
      }
    }
    let values = points.map { try? JSONValue(reading: $0.values) }
    let names = Set(values.flatMap { $0?.keys ?? [] }).sorted()
    table = ResultTable(
      columns: names.map { ResultColumn($0, .parameter) } + Self.columns(reading.fields))
    for (point, value) in zip(points, values) {
      var cells: [JSONValue?] = names.map { value?[$0] }
      cells.append(.string(PointDocument.status(point)))
      if !reading.fields.isEmpty, let run = point.run, run.state.status == .finished,
        let report = try session.runs([run.name.description], in: plane).first
      {
        cells += try reading.results(of: report, as: point.name.description, plane)
      }
      rows.append(ResultRow(point: point.position, cells: cells))
    }
    problems = reading.problems
  }

  /// Of one run of a Job.
  init(
    job: ResourceName, _ run: RunReport, _ plane: ControlPlane
  ) throws(CommandFailure) {
    let spec = try Self.spec(of: job, plane).flatMap(SpecCoding.jobSpec(fromJSON:))
    var reading = try ResultReading(spec?.results ?? [])
    table = ResultTable(columns: Self.columns(reading.fields), of: .run)
    var cells: [JSONValue?] = [.string(run.status.name)]
    if run.status == .finished {
      cells += try reading.results(of: run, as: run.name.description, plane)
    }
    rows = [ResultRow(.name(run.name.description), cells: cells)]
    problems = reading.problems
    if reading.fields.isEmpty { problems.append("\(job) declares no `results`") }
  }

  /// Of the Jobs among the steps of a workflow, and of the workflows inside of it.
  init(
    workflow: ResourceName, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) {
    let steps = try Self.steps(of: workflow, below: "", session, plane)
    var names: [String] = []
    for step in steps {
      for field in step.fields where !names.contains(field.name) { names.append(field.name) }
    }
    table = ResultTable(
      columns: [ResultColumn("run", .run), ResultColumn("status", .status)]
        + names.map { ResultColumn($0, .result) }, of: .step)
    for step in steps {
      var reading = try ResultReading(step.fields)
      var values: [String: JSONValue] = [:]
      if step.report.state == .finished, !step.fields.isEmpty, let run = step.report.run,
        let report = try session.runs([run.description], in: plane).first
      {
        let found = try reading.results(of: report, as: "\(workflow), step `\(step.path)`", plane)
        for (field, value) in zip(step.fields, found) { values[field.name] = value }
      }
      let subject = step.report.run?.description ?? step.report.object?.description
      rows.append(
        ResultRow(
          .name(step.path),
          cells: [.text(subject), .string(step.report.state.word)] + names.map { values[$0] }))
      problems += reading.problems
    }
  }

  private struct Step {
    var path: String
    var report: StepReport
    var fields: [ResultField]
  }

  private static func steps(
    of workflow: ResourceName, below path: String, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> [Step] {
    let report = try session.workflow(workflow, in: plane)
    let spec = SpecCoding.workflowSpec(fromJSON: report.object.spec.text)
    var steps: [Step] = []
    for step in report.steps {
      let declared = spec?.steps.first { $0.name == step.name }
      steps.append(
        Step(path: path + step.name, report: step, fields: declared?.job?.results ?? []))
      if let object = step.object, object.kind == .workflow {
        steps += try self.steps(of: object, below: "\(path)\(step.name)/", session, plane)
      }
    }
    return steps
  }

  private static func columns(_ fields: [ResultField]) -> [ResultColumn] {
    [ResultColumn("status", .status)] + fields.map { ResultColumn($0.name, .result) }
  }

  private static func spec(
    of name: ResourceName, _ plane: ControlPlane
  ) throws(CommandFailure) -> String? {
    try engine { () throws(EngineError) in try plane.object(name) }?.spec.text
  }
}

extension JSONValue {
  fileprivate var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.key)
  }
}
