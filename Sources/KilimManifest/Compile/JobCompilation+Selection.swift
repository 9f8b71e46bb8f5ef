import KilimModel

/// The exec system that constraints chose, and why.
struct ChosenSystem {
  var place: Reference
  var reason: String
}

extension JobCompilation {
  /// Chooses the exec system by the constraints of job and app (Tapis reference, section 13), among
  /// all enabled ones that can run the app; always the same one for the same Systems. Nil when that
  /// cannot be, which is then said (or excused).
  mutating func chooseSystem(_ app: Definition<AppSpec>) -> ChosenSystem? {
    let attributes = app.spec.jobAttributes
    let layer: Layer = job.attributes.dynamicExecSystem == nil ? .app : .job
    guard let own = constraints(job.attributes.execSystemConstraints, .job, app),
      let apps = constraints(attributes.execSystemConstraints, .app, app)
    else { return nil }
    guard
      let expression = ConstraintExpression.joined(request: own.expression, app: apps.expression)
    else {
      report(
        Mistake(
          layer, .missingField, "`dynamicExecSystem: true` needs `execSystemConstraints`",
          hint: "add them, or name a System in `execSystemId`",
          path: "\(layer.prefix).dynamicExecSystem"))
      return nil
    }
    let (candidates, refused) = candidates(for: app.spec)
    switch SystemSelection.select(expression, among: candidates) {
    case .chosen(let id, let reason):
      let place = Reference(layer: layer, field: "dynamicExecSystem", name: id)
      return ChosenSystem(place: place, reason: reason)
    case .none(let refusals):
      guard !context.isolated, !catalog.rejected.contains(where: { $0.kind == .system }) else {
        isIncomplete = true
        return nil
      }
      let isJobs = own.expression != nil
      let place: Layer = isJobs ? .job : .app
      let all = (refusals + refused).sorted { $0.id < $1.id }
      report(
        Mistake(
          place,
          SystemSelection.diagnostic(
            expression, all, path: "\(place.prefix).execSystemConstraints")))
      return nil
    }
  }

  /// Nil for what is no expression.
  private mutating func constraints(
    _ items: [String], _ layer: Layer, _ app: Definition<AppSpec>
  ) -> (expression: ConstraintExpression?, Void)? {
    do throws(ConstraintError) {
      return (try ConstraintExpression(items: items), ())
    } catch {
      // A job's own are checked with its other fields.
      if layer != .job { report(AttributeValidator.mistake(error, in: items, layer)) }
      return nil
    }
  }

  /// The Systems that can run the app as far as their type goes; and the others, with the reason.
  private func candidates(
    for app: AppSpec
  ) -> (candidates: [SystemCandidate], refused: [SystemSelection.Refusal]) {
    let runtime = app.runtime ?? .docker
    let needsBatch = (job.jobType ?? app.jobType) == .batch
    var candidates: [SystemCandidate] = []
    var refused: [SystemSelection.Refusal] = []
    for id in catalog.systems.keys.sorted() {
      guard let system = catalog.system(id)?.spec else { continue }
      let serves =
        runtime == .zip || system.jobRuntimes.contains { runtime.isServed(by: $0.runtimeType) }
      let reason: String? =
        if system.canExec == true, !serves {
          "it does not offer the runtime \(runtime.rawValue)"
        } else if needsBatch, system.canExec == true, system.canRunBatch != true {
          "it has no batch scheduler"
        } else {
          nil
        }
      if let reason {
        refused.append(SystemSelection.Refusal(id: id, reason: reason))
      } else {
        candidates.append(
          SystemCandidate(
            id: id, capabilities: system.jobCapabilities, isEnabled: system.enabled != false,
            canExec: system.canExec == true))
      }
    }
    return (candidates, refused)
  }
}
