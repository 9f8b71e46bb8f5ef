import KilimController
import KilimManifest
import KilimModel
import KilimReport
import KilimTransport

/// The table of a sweep's results, read from the outputs of its points.
struct ResultListing {
  /// Results are read from files of at most so many bytes.
  private static let largestFile = 64 << 20

  let table: ResultTable
  private(set) var rows: [ResultRow] = []
  /// What could not be read, the first few.
  private(set) var problems: [String] = []
  private var problemCount = 0

  init(
    of sweep: ResourceName, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) {
    let fields = try Self.fields(of: sweep, session, plane)
    var extractions: [ResultExtraction] = []
    for field in fields {
      do throws(ResultExtractionError) {
        extractions.append(try ResultExtraction(field))
      } catch {
        throw CommandFailure(.failed, "the result `\(field.name)`: \(error.message)")
      }
    }
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
      columns: names.map { ResultColumn($0, .parameter) } + [ResultColumn("status", .status)]
        + fields.map { ResultColumn($0.name, .result) })
    for (point, value) in zip(points, values) {
      var cells: [JSONValue?] = names.map { value?[$0] }
      cells.append(.string(PointDocument.status(point)))
      let outputs = fields.isEmpty ? nil : try outputs(of: point, session, plane)
      for (field, extraction) in zip(fields, extractions) {
        cells.append(outputs.flatMap { result(field, extraction, of: point, $0) })
      }
      rows.append(ResultRow(point: point.position, cells: cells))
    }
    if problemCount > problems.count {
      problems.append("\(problemCount - problems.count) more results could not be read")
    }
  }

  private static func fields(
    of sweep: ResourceName, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> [ResultField] {
    _ = try session.sweep(sweep, in: plane)
    let report = try engine { () throws(EngineError) in try plane.object(sweep) }
    let spec = report.flatMap { SpecCoding.sweepSpec(fromJSON: $0.spec.text) }
    return spec?.whole.results ?? []
  }

  /// Nil for a point that has no results.
  private func outputs(
    of point: PointReport, _ session: Session, _ plane: ControlPlane
  ) throws(CommandFailure) -> RunFiles? {
    guard let run = point.run, run.state.status == .finished else { return nil }
    return try session.runs([run.name.description], in: plane).first.map {
      (report) throws(CommandFailure) in try RunFiles(report: report, plane)
    }
  }

  private mutating func result(
    _ field: ResultField, _ extraction: ResultExtraction, of point: PointReport,
    _ outputs: RunFiles
  ) -> JSONValue? {
    if let collected = outputs.report.collected {
      note("\(point.name): \(CollectionText.sentence(collected))")
      return nil
    }
    do throws(TransferError) {
      guard let bytes = try outputs.content(of: field.file, limit: Self.largestFile) else {
        note("\(point.name): there is no output `\(field.file)`")
        return nil
      }
      do throws(ResultExtractionError) {
        return try extraction.value(in: bytes)
      } catch {
        note("\(point.name): \(field.name) in `\(field.file)`: \(error.message)")
      }
    } catch {
      note("\(point.name): \(error.message)")
    }
    return nil
  }

  private mutating func note(_ problem: String) {
    problemCount += 1
    if problems.count < 5 { problems.append(problem) }
  }
}

extension JSONValue {
  fileprivate var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.key)
  }
}
