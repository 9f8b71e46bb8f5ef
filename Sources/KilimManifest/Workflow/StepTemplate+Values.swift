package import KilimModel

extension StepTemplate {
  /// The identity of the step: of its Job, of its Sweep with the spaces, of its Workflow, with the
  /// identity of each value in the place of the value. The names of steps, `dependsOn` and `when` are
  /// no part of it, nor are paths.
  ///
  /// Without references it is what `SpecCoding.identity` is for the Job.
  package func identity(values: [StepReference: StepValue]) -> Digest {
    switch body {
    case .job(let template):
      digest("Job", JobDeclaration.type.write(template.job, .identity), values)
    case .sweep(let sweep, let template):
      digest(
        "Sweep",
        [
          "parameters": SpecCoding.json(of: sweep)["parameters"] ?? [],
          "exclude": SpecCoding.json(of: sweep)["exclude"] ?? [],
          "template": JobDeclaration.type.write(template.job, .identity),
        ], values)
    case .workflow(let workflow):
      digest(
        "Workflow", WorkflowDeclaration.type.write(workflow, .identity), values, isMarked: false)
    case .nothing: Digest.of("")
    }
  }

  /// Of a Sweep the identity of the template alone, by which its points are known; else the step's.
  package func templateIdentity(values: [StepReference: StepValue]) -> Digest {
    guard case .sweep(_, let template) = body else { return identity(values: values) }
    return digest("Job", JobDeclaration.type.write(template.job, .identity), values)
  }

  private func digest(
    _ kind: String, _ value: JSONValue, _ values: [StepReference: StepValue],
    isMarked: Bool = true
  ) -> Digest {
    guard isMarked || references.isEmpty else {
      // Its text has the references as they were written.
      let taken = references.map { "\($0)\0\(values[$0]?.identity ?? "")\0" }.sorted().joined()
      return Digest.of(kind + value.text + "\0" + taken)
    }
    // The mark stays around the value, so that no text of a user says the same.
    let text = StepFilling.filledJSON(value.text, references) { reference in
      let frame = PointMark.step(0)
      return frame + (values[reference]?.identity ?? "\(reference)") + frame
    }
    return Digest.of(kind + text)
  }

  /// The Sweep with the files that its points come from.
  package func sweep(values: [StepReference: StepValue]) -> SweepSpec? {
    guard case .sweep(var sweep, _) = body else { return nil }
    sweep.parameters = sweep.parameters.map { space in
      var space = space
      if let file = space.csv?.file { space.csv?.file = filled(file, values) }
      space.jsonLines = space.jsonLines.map { filled($0, values) }
      return space
    }
    return sweep
  }

  private func filled(_ text: String, _ values: [StepReference: StepValue]) -> String {
    StepFilling.filled(text) { index in
      values[references[index]].map { .init($0.text, of: references[index]) }
    }
  }

  /// What a compile says of the step, with the values that are known in the places of their marks.
  package func filled(
    _ diagnostics: [Diagnostic], values: [StepReference: StepValue]
  ) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      var filled = diagnostic
      filled.message = self.filled(diagnostic.message, values)
      filled.hint = diagnostic.hint.map { self.filled($0, values) }
      return filled
    }
  }

  /// A plan that was compiled of the step's template, with the values in the places of their marks;
  /// marks of parameters stay. Nil when a text is no plan any more.
  package func filled(_ plan: RunPlan, values: [StepReference: StepValue]) -> RunPlan? {
    guard !references.isEmpty else { return plan }
    let text = StepFilling.filledJSON(plan.json.text, references) { values[$0]?.text }
    return (try? JSONValue(reading: text)).flatMap { RunPlan(json: $0) }
  }
}
