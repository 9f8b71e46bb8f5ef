import KilimController
import KilimModel

/// What of all that was compiled is to be shown.
struct CompileChoice {
  enum Chosen {
    case plan(RunPlan, notes: [String])
    case workflow(ResourceName, [CompiledStep])
  }

  let objects: [CompiledObject]
  /// As it was typed.
  let name: String?
  /// Of a sweep.
  let point: Int?

  var chosen: Chosen {
    get throws(CommandFailure) {
      guard let name else {
        // A job is what one looks for, beside the sweeps and workflows of a folder.
        let jobs = objects.filter { $0.name.kind == .job }
        let candidates = jobs.isEmpty ? objects : jobs
        guard candidates.count == 1 else { throw several(candidates.map(\.name)) }
        return try shown(candidates[0].body, candidates[0].name, point)
      }
      guard case .object(let typed) = try NameReference(name),
        [.job, .sweep, .workflow].contains(typed.kind)
      else {
        throw CommandFailure(
          .usage, "`\(name)` is no job, sweep or workflow",
          hint: "write job/x or x, sweep/x, sweep/x/17 or workflow/x")
      }
      let (object, position) = typed.sweepPoint.map { ($0.sweep, $0.position) } ?? (typed, point)
      guard let body = objects.lazy.compactMap({ $0.body(of: object) }).first else {
        throw UnknownName.failure(object, known: names(like: object))
      }
      return try shown(body, object, position)
    }
  }

  /// The names of a kind, those of steps too.
  private func names(like name: ResourceName) -> [ResourceName] {
    objects.flatMap { object -> [ResourceName] in
      guard case .steps(let steps) = object.body else { return [object.name] }
      return [object.name] + steps.map(\.object)
    }.filter { $0.kind == name.kind }
  }

  private func several(_ names: [ResourceName]) -> CommandFailure {
    guard let first = names.first else {
      return CommandFailure(.failed, "there is no job, sweep or workflow in these manifests")
    }
    let areJobs = names.allSatisfy { $0.kind == .job }
    let words = names.map { areJobs ? $0.name : $0.description }
    return CommandFailure(
      .usage, "there are several \(areJobs ? "jobs" : "objects"): \(words.joined(separator: ", "))",
      hint: "name one: kilim compile \(areJobs ? first.name : first.description) -f ...")
  }

  private func shown(
    _ body: CompiledObject.Body, _ name: ResourceName, _ position: Int?
  ) throws(CommandFailure) -> Chosen {
    if position != nil, name.kind != .sweep {
      throw CommandFailure(.usage, "\(name) has no points", hint: "`--point` is of sweeps")
    }
    switch body {
    case .plan(let plan): return .plan(plan, notes: PlanNotes.lines(plan))
    case .steps(let steps): return .workflow(name, steps)
    case .points(let points):
      guard let position else {
        guard let template = points.template else { break }
        return .plan(
          template,
          notes: ["the template of \(points.count) points; `--point N` shows one of them"])
      }
      guard let plan = points.plan(of: position) else {
        throw CommandFailure(
          .notFound, "\(name) has no point \(position)", hint: "it has \(points.count) points")
      }
      return .plan(plan, notes: PlanNotes.lines(plan))
    }
    throw CommandFailure(.internalFault, "the plan of \(name) cannot be read")
  }
}
