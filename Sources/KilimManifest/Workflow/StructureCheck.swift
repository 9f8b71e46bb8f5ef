import KilimModel

/// Makes the structure of a workflow, and collects what is wrong with it.
struct StructureCheck {
  /// That one step waits for another one, with the place that says so.
  struct Need: Hashable {
    var step: Int
    var path: String
    var part: String?
  }

  let spec: WorkflowSpec
  let path: String
  let outer: OuterSteps
  let templates: [StepTemplate]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var needs: [[Need]]
  private(set) var conditions: [StepCondition?]
  private let places: [String: Int]

  init(_ spec: WorkflowSpec, path: String, outer: OuterSteps) {
    self.spec = spec
    self.path = path
    self.outer = outer
    templates = spec.steps.enumerated().map { index, step in
      StepTemplate(step, path: "\(path).steps[\(index)]")
    }
    needs = spec.steps.map { _ in [] }
    conditions = spec.steps.map { _ in nil }
    places = Dictionary(
      spec.steps.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func run() -> WorkflowStructure? {
    for index in spec.steps.indices {
      diagnostics += templates[index].diagnostics
      readDependencies(of: index)
      readReferences(of: index)
      readCondition(of: index)
    }
    let order = StepOrder.of(needs.map { $0.map(\.step) })
    for circle in order.circles { report(circle) }
    reportUnreachable()
    guard !diagnostics.hasErrors else { return nil }
    return WorkflowStructure(steps: spec.steps.indices.map(step), order: order.steps)
  }

  private func step(_ index: Int) -> WorkflowStructure.Step {
    let named = conditions[index]?.references.filter { $0.value == .status } ?? []
    return WorkflowStructure.Step(
      name: spec.steps[index].name, needs: Set(needs[index].map(\.step)).sorted(),
      references: templates[index].references, condition: conditions[index],
      decidesAbout: Set(named.compactMap { places[$0.step] }), template: templates[index])
  }

  func stepPath(_ index: Int) -> String { "\(path).steps[\(index)]" }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, hint: String?, part: String? = nil, _ path: String
  ) {
    diagnostics.append(Diagnostic(code, message, hint: hint, part: part, path: path))
  }

  // MARK: What a step waits for

  private mutating func readDependencies(of index: Int) {
    for (number, name) in spec.steps[index].dependsOn.enumerated() {
      add(name, to: index, "\(stepPath(index)).dependsOn[\(number)]", part: nil)
    }
  }

  private mutating func readReferences(of index: Int) {
    let template = templates[index]
    for (reference, path) in zip(template.references, template.referencePaths) {
      // What is not found among these steps is of those further out, or was reported inside.
      if spec.steps[index].workflow != nil, places[reference.step] == nil { continue }
      let part = reference.value == .status ? "\(reference)" : "${\(reference)}"
      guard !isOuter(reference.step),
        let other = add(reference.step, to: index, path, part: part)
      else { continue }
      checkValue(reference, of: spec.steps[other], path, part)
    }
  }

  private mutating func readCondition(of index: Int) {
    guard let text = spec.steps[index].when else { return }
    let path = "\(stepPath(index)).when"
    do throws(ExpressionError) {
      let condition = try StepCondition(text)
      conditions[index] = condition
      for reference in condition.references {
        let part = "\(reference)"
        guard !isOuter(reference.step),
          let other = add(reference.step, to: index, path, part: part)
        else { continue }
        if case .result = reference.value {
          checkValue(reference, of: spec.steps[other], path, part)
        }
      }
    } catch {
      report(.stepCondition, error.message, hint: error.hint, part: error.part, path)
    }
  }

  /// Of a step around the workflow, which the step that the workflow is waits for.
  private func isOuter(_ name: String) -> Bool { places[name] == nil && outer.has(name) }

  /// The place of the step; nil when there is none, or when it is the same one.
  @discardableResult
  private mutating func add(
    _ name: String, to index: Int, _ path: String, part: String?
  ) -> Int? {
    guard let other = places[name] else {
      let names = spec.steps.map(\.name) + outer.names
      let near = Spelling.nearest(to: name, among: names)
      report(
        .unknownStep, "there is no step `\(name)`",
        hint: near.map { "did you mean `\($0)`?" } ?? "the steps are "
          + names.joined(separator: ", "),
        part: part, path)
      return nil
    }
    guard other != index else {
      report(
        .stepCycle, "the step `\(name)` waits for itself",
        hint: "a step can wait for others alone", part: part, path)
      return nil
    }
    needs[index].append(Need(step: other, path: path, part: part))
    return other
  }

  private mutating func checkValue(
    _ reference: StepReference, of step: WorkflowStep, _ path: String, _ part: String
  ) {
    if case .result(let name) = reference.value, let job = step.job {
      let known = job.results.map(\.name)
      guard !known.contains(name) else { return }
      let near = Spelling.nearest(to: name, among: known)
      let all = known.joined(separator: ", ")
      report(
        .unknownResult, "the step `\(step.name)` has no result `\(name)`",
        hint: near.map { "did you mean `\($0)`?" }
          ?? (known.isEmpty
            ? "declare it in the `results` of its Job" : "its results are \(all)"),
        part: part, path)
      return
    }
    guard let hint = StepValues.hint(for: reference, of: step) else { return }
    report(
      .stepValueUnavailable, "the step `\(step.name)` has no `\(reference.valueText)`", hint: hint,
      part: part, path)
  }

  // MARK: What follows from all steps

  private mutating func report(_ circle: [Int]) {
    let names = (circle + circle.prefix(1)).map { spec.steps[$0].name }
    let next = circle.count > 1 ? circle[1] : circle[0]
    let need = needs[circle[0]].first { $0.step == next }
    report(
      .stepCycle, "these steps wait for each other: \(names.joined(separator: " -> "))",
      hint: "one of them has to be able to start first", part: need?.part,
      need?.path ?? stepPath(circle[0]))
  }

  private mutating func reportUnreachable() {
    for (index, condition) in conditions.enumerated() {
      let path = "\(stepPath(index)).when"
      do throws(ExpressionError) {
        guard let condition, try !condition.canBeTrue() else { continue }
        let others = followers(of: index).map { "`\(spec.steps[$0].name)`" }
        let also = others.isEmpty ? "" : ", nor can " + others.joined(separator: ", ")
        report(
          .unreachableStep, "the step `\(spec.steps[index].name)` can never run\(also)",
          hint: condition.references.isEmpty
            ? "its `when` is always false: leave it out, or leave the step out"
            : "its `when` is false whatever happens; a status is one of "
              + StepStatusName.all.joined(separator: ", "), path)
      } catch {
        report(.stepCondition, error.message, hint: error.hint, part: error.part, path)
      }
    }
  }

  /// The steps that are skipped with this one.
  private func followers(of index: Int) -> [Int] {
    var found: Set<Int> = [index]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for other in spec.steps.indices where !found.contains(other) {
        let decided = Set(
          conditions[other]?.references.filter { $0.value == .status }.map(\.step) ?? [])
        guard
          needs[other].contains(where: { need in
            found.contains(need.step) && !decided.contains(spec.steps[need.step].name)
          })
        else { continue }
        found.insert(other)
        isGrowing = true
      }
    }
    return found.subtracting([index]).sorted()
  }
}
