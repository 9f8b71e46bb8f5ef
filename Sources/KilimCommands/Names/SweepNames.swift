import KilimController
import KilimModel

extension ResourceName {
  /// A sweep itself, not one of its points.
  var isWholeSweep: Bool { kind == .sweep && sweepPoint == nil }
}

/// Names, sorted by what can be done with them.
struct NamesBySort {
  var sweeps: [ResourceName] = []
  /// Everything else, as it was typed.
  var others: [String] = []

  init(_ names: [String]) throws(CommandFailure) {
    for name in names {
      if case .object(let object) = try NameReference(name), object.isWholeSweep {
        sweeps.append(object)
      } else {
        others.append(name)
      }
    }
  }
}

extension Session {
  /// - Throws: `.notFound`, with the nearest spelling.
  func sweep(
    _ name: ResourceName, in plane: ControlPlane
  ) throws(CommandFailure) -> SweepReport {
    if let report = try engine({ () throws(EngineError) in try plane.sweep(name) }) {
      return report
    }
    let known = try engine { () throws(EngineError) in try plane.names(kind: .sweep) }
    throw UnknownName.failure(name, known: known.map { ResourceName(.sweep, $0) })
  }

  /// Runs again what names mean: jobs, points, whole sweeps.
  func runAgain(
    _ names: [String], in plane: ControlPlane,
    sweep: (ResourceName) throws(EngineError) -> ApplyOutcome,
    onlyFailed: Bool
  ) throws(CommandFailure) -> ApplyOutcome {
    let sorted = try NamesBySort(names)
    for name in sorted.sweeps { _ = try self.sweep(name, in: plane) }
    var outcome = ApplyOutcome(changes: [], runs: [])
    func add(_ more: ApplyOutcome) {
      outcome.changes += more.changes
      outcome.runs += more.runs
    }
    for name in sorted.sweeps {
      add(try engine { () throws(EngineError) in try sweep(name) })
    }
    var others: [String] = []
    for text in sorted.others {
      switch try NameReference(text) {
      case .object(let name) where name.sweepPoint != nil,
        .run(let name, _) where name.sweepPoint != nil:
        add(
          try engine { () throws(EngineError) in
            try plane.rerunPoint(name, onlyFailed: onlyFailed)
          })
      default: others.append(text)
      }
    }
    // No name at all would mean every run.
    guard !others.isEmpty else { return outcome }
    let jobs = try self.jobs(others, in: plane)
    add(
      try engine { () throws(EngineError) in
        onlyFailed ? try plane.retry(jobs) : try plane.rerun(jobs)
      })
    return outcome
  }
}
