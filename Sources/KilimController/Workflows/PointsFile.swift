import KilimLifecycle
import KilimManifest
import KilimModel
import KilimStore
import KilimTransport

/// What became of the points of a swept step, as a file for the steps after it: JSON lines with
/// position, values, status, directories and results.
struct PointsFile {
  private(set) var lines: [UInt8] = []
  private var hasher = Digest.Hasher()

  /// Equal for equal values and outputs of the points, wherever these lie.
  var identity: String {
    var hasher = hasher
    return "points " + Array(hasher.finish().bytes.prefix(16)).hex
  }

  init(
    of sweep: ResourceName, results: [ResultField], _ reader: StoreReader
  ) throws(StoreError) {
    guard let record = try reader.sweep(sweep) else { throw .notFound("\(sweep)") }
    var points: [PointRecord] = []
    try reader.points(of: record.id) { point throws(StoreError) in
      points.append(point)
      return true
    }
    for point in points {
      let run: RunRecord?
      if let reused = point.reusedRun {
        run = try reader.run(reused)
      } else {
        run = try reader.newestRun(of: sweep.point(point.position))
      }
      add(
        point, try run.flatMap { run throws(StoreError) in try StepOutputs(run, reader) }, results,
        status: run?.state.status.name ?? point.state.name)
    }
  }

  private mutating func add(
    _ point: PointRecord, _ outputs: StepOutputs?, _ fields: [ResultField], status: String
  ) {
    var members = ObjectMembers()
    members.add("point", point.position)
    members.add("values", (try? JSONValue(reading: point.values)) ?? .null)
    members.add("status", status)
    if let outputs {
      members.add("outputDir", outputs.plan.directories.output)
      members.add("archiveDir", outputs.plan.archive.directory)
    }
    members.add(
      "results",
      .object(
        fields.compactMap { field in
          guard let value = try? outputs?.result(field) else { return nil }
          return JSONValue.Member(field.name, value)
        }))
    JSONValue.object(members.list).write(into: &lines)
    lines.append(UInt8(ascii: "\n"))
    hasher.update("\(point.values)\0\(status)\0\(outputs?.identity ?? "")\0")
  }

  /// Writes the file, for the user alone, unless it is there with the same content.
  ///
  /// - Returns: Its path.
  func write(in state: StateDirectory) throws(StepProblem) -> String {
    let directory = state.path + "/steps"
    let path = "\(directory)/\(Array(Digest.of(lines).bytes.prefix(16)).hex).jsonl"
    do throws(TransferError) {
      if let known = try? LocalFiles.read(path, limit: lines.count), known == lines { return path }
      try LocalFiles.createDirectories(directory, mode: 0o700)
      try LocalFiles.write(lines, to: path, mode: 0o600)
    } catch {
      throw StepProblem("the file of its points cannot be written: \(error.message)")
    }
    return path
  }
}
