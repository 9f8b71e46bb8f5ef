import KilimController
import KilimManifest
import KilimModel

/// The failure for a name that nothing has, with the nearest one that something has.
enum UnknownName {
  static func failure(_ name: ResourceName, known: [ResourceName]) -> CommandFailure {
    let names = known.map(\.name)
    let listing = "kilim get \(name.kind.shortName)s"
    let hint =
      Spelling.nearest(to: name.name, among: names).map {
        "did you mean `\(name.kind.shortName)/\($0)`?"
      } ?? (names.isEmpty ? "nothing of this kind is declared yet" : "`\(listing)` lists them")
    return CommandFailure(
      .notFound, "there is no \(name.kind.rawValue) `\(name.name)`", hint: hint)
  }
}

extension Session {
  /// The declared objects that a name means: one, or every version of an App.
  func objects(
    _ name: ResourceName, in plane: ControlPlane
  ) throws(CommandFailure) -> [ObjectReport] {
    let exact = try engine { () throws(EngineError) in
      try plane.object(name)
    }
    if let exact { return [exact] }
    let all = try engine { () throws(EngineError) in
      try plane.objects(kind: name.kind, labels: [:])
    }
    let versions = all.filter { name.kind == .app && $0.name.name.hasPrefix(name.name + "@") }
    guard !versions.isEmpty else {
      throw UnknownName.failure(name, known: all.map(\.name))
    }
    return versions
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
      case .object(let object) where object.kind != .job:
        throw CommandFailure(
          .usage, "`\(name)` has no runs", hint: "only jobs have runs, as in job/x or job/x#2")
      default: break
      }
    }
    var query = RunQuery()
    query.names = names
    return try engine { () throws(EngineError) in try plane.runs(query) }
  }
}
