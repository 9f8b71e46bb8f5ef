import KilimController
import KilimManifest
import KilimModel

/// The failure for a name that nothing has, with the nearest one that something has.
enum UnknownName {
  static func failure(_ name: ResourceName, known: [ResourceName]) -> CommandFailure {
    CommandFailure(
      .notFound, "there is no \(name.kind.rawValue) `\(name.name)`",
      hint: hint(name, known.map(\.name)))
  }

  private static func hint(_ name: ResourceName, _ known: [String]) -> String {
    if known.isEmpty { return "no \(name.kind.rawValue) is declared yet" }
    if let nearest = nearest(to: name.name, among: known) {
      return "did you mean `\(name.kind.shortName)/\(nearest)`?"
    }
    return "`kilim get \(name.kind.shortName)s` lists them"
  }

  /// An App is also found by its id alone.
  private static func nearest(to text: String, among known: [String]) -> String? {
    if let nearest = Spelling.nearest(to: text, among: known) { return nearest }
    let ids = known.compactMap { $0.split(separator: "@").first.map(String.init) }
    return Spelling.nearest(to: text, among: ids)
  }
}

extension Session {
  /// All objects of a kind. The System `local` is always there, declared or not.
  func objects(
    kind: ResourceKind, labels: [String: String], in plane: ControlPlane
  ) throws(CommandFailure) -> [ObjectReport] {
    let declared = try engine { () throws(EngineError) in
      try plane.objects(kind: kind, labels: labels)
    }
    guard kind == .system, labels.isEmpty,
      !declared.contains(where: { $0.name.name == Catalog.localName })
    else { return declared }
    return [builtInSystem] + declared
  }

  private var builtInSystem: ObjectReport {
    let definition = Catalog.localSystem(
      facts: surroundings.facts, defaultWorkingDirectory: statePath)
    return ObjectReport(
      name: ResourceName(.system, Catalog.localName),
      metadata: Metadata(name: Catalog.localName), spec: SpecCoding.json(of: definition.spec),
      generation: 0, created: now, updated: now, source: "built in", run: nil, runCount: 0)
  }

  /// The declared objects that a name means: one, or every version of an App.
  func objects(
    _ name: ResourceName, in plane: ControlPlane
  ) throws(CommandFailure) -> [ObjectReport] {
    let exact = try engine { () throws(EngineError) in try plane.object(name) }
    if let exact { return [exact] }
    let all = try objects(kind: name.kind, labels: [:], in: plane)
    let found = all.filter { object in
      object.name == name || name.kind == .app && object.name.name.hasPrefix(name.name + "@")
    }
    guard !found.isEmpty else { throw UnknownName.failure(name, known: all.map(\.name)) }
    return found
  }

  /// The jobs that names mean; a run stands for its job when it is the newest one of it.
  func jobs(_ names: [String], in plane: ControlPlane) throws(CommandFailure) -> [ResourceName] {
    var jobs: [ResourceName] = []
    for report in try runs(names, in: plane) {
      let owner = report.name.owner
      let newest = try engine { () throws(EngineError) in
        try plane.runNames([owner.description])
      }
      if let newest = newest.first, newest != report.name {
        throw CommandFailure(
          .refused, "\(report.name) is not the newest run of \(owner): that is #\(newest.number)",
          hint: "name the job itself: \(owner)")
      }
      if !jobs.contains(owner) { jobs.append(owner) }
    }
    return jobs
  }

  /// The runs that names mean; a job's name means its newest run.
  func runs(_ names: [String], in plane: ControlPlane) throws(CommandFailure) -> [RunReport] {
    for name in names {
      switch try NameReference(name) {
      case .object(let object) where object.isWholeSweep:
        throw CommandFailure(
          .usage, "`\(name)` has points, and only they have runs",
          hint: "as in \(object)/1; `kilim get points \(object)` lists them")
      case .object(let object) where object.kind != .job && object.kind != .sweep:
        throw CommandFailure(
          .usage, "`\(name)` has no runs", hint: "only jobs have runs, as in job/x or job/x#2")
      default: break
      }
    }
    var query = RunQuery()
    query.names = names
    do throws(EngineError) {
      return try plane.runs(query)
    } catch {
      guard error.kind == .notFound else { throw CommandFailure(error) }
      throw try unknownRun(names, in: plane) ?? CommandFailure(error)
    }
  }

  /// The failure for the first of the names that no job has; nil when all jobs are there.
  private func unknownRun(
    _ names: [String], in plane: ControlPlane
  ) throws(CommandFailure) -> CommandFailure? {
    let known = try engine { () throws(EngineError) in try plane.names(kind: .job) }
    for name in names {
      switch try NameReference(name) {
      case .object(let point) where point.sweepPoint != nil,
        .run(let point, number: _) where point.sweepPoint != nil:
        guard let (name, _) = point.sweepPoint else { continue }
        _ = try sweep(name, in: plane)
        return CommandFailure(.notFound, "there is no run of \(point)")
      case .object(let job) where !known.contains(job.name),
        .run(let job, number: _) where !known.contains(job.name):
        return UnknownName.failure(job, known: known.map { ResourceName(.job, $0) })
      case .object(let job):
        let run = try? plane.runNames([job.description]).first
        if run == nil {
          return CommandFailure(.notFound, "\(job) has no run yet")
        }
      case .run, .uuid: continue
      }
    }
    return nil
  }
}
