package import KilimModel

/// One step of a workflow with marks (`PointMark.step`) in the places of what it takes from other
/// steps.
package struct StepTemplate: Sendable {
  package enum Body: Sendable {
    /// Its `retry` is the step's, if that has one.
    case job(JobTemplate)
    /// With marks in the names of files; in the template `${sweep.NAME}` stays as it is written.
    case sweep(SweepSpec, JobTemplate)
    case workflow(WorkflowSpec)
    /// A step with a mistake that the decoder has reported.
    case nothing
  }

  package private(set) var body: Body
  /// Each once, in the order of their marks.
  package private(set) var references: [StepReference] = []
  /// What is wrong with the texts of references, with paths of the document.
  package private(set) var diagnostics: [Diagnostic] = []
  /// Where each reference stands first.
  private(set) var referencePaths: [String] = []
  private var resultUses: [JobTemplate.PathUse] = []
  /// Some points come from a file of another step: the parameters are not known before it has ended.
  package private(set) var hasUnknownPoints = false
  /// Where the Job, Sweep or Workflow stands in the document.
  package let path: String

  /// - Parameter path: where the step stands in its document: `spec.steps[2]`.
  package init(_ step: WorkflowStep, path: String) {
    if var job = step.job {
      self.path = "\(path).job"
      job.retry = step.retry ?? job.retry
      let template = JobTemplate(job, parameters: .kept, steps: .taken, path: self.path)
      body = .job(template)
      take(template)
    } else if var sweep = step.sweep {
      self.path = "\(path).sweep"
      sweep.template.retry = step.retry ?? sweep.template.retry
      let template = JobTemplate(
        sweep.template, parameters: .kept, steps: .taken, path: "\(self.path).template")
      body = .sweep(sweep, template)
      take(template)
      takeFiles(of: sweep, template)
    } else {
      self.path = "\(path).workflow"
      body = step.workflow.map { .workflow($0) } ?? .nothing
      if let inner = step.workflow { takeReferences(of: inner) }
    }
  }

  /// What steps inside take of steps that are not inside: the step that the workflow is takes it.
  private mutating func takeReferences(of inner: WorkflowSpec) {
    let names = Set(inner.steps.map(\.name))
    for (index, step) in inner.steps.enumerated() {
      let place = "\(path).steps[\(index)]"
      let template = StepTemplate(step, path: place)
      for (reference, path) in zip(template.references, template.referencePaths) {
        take(reference, path, unless: names)
      }
      guard let condition = step.when.flatMap({ try? StepCondition($0) }) else { continue }
      for reference in condition.references { take(reference, "\(place).when", unless: names) }
    }
  }

  private mutating func take(
    _ reference: StepReference, _ path: String, unless names: Set<String>
  ) {
    guard !names.contains(reference.step), !references.contains(reference) else { return }
    references.append(reference)
    referencePaths.append(path)
  }

  private mutating func take(_ template: JobTemplate) {
    references = template.references
    referencePaths = template.referencePaths
    resultUses = template.resultUses
    diagnostics = template.diagnostics
  }

  private mutating func takeFiles(of sweep: SweepSpec, _ template: JobTemplate) {
    // Of a Job it has nothing: it only goes on with the marks.
    var files = JobTemplate(JobSpec(), parameters: .kept, steps: .taken, path: path)
    files.references = references
    files.referencePaths = referencePaths
    var marked = sweep
    for (index, space) in sweep.parameters.enumerated() {
      let field = "parameters[\(index)]"
      if let table = space.csv {
        marked.parameters[index].csv?.file = files.replaced(
          in: table.file, "\(field).csv", isPath: true)
      }
      marked.parameters[index].jsonLines = space.jsonLines.map {
        files.replaced(in: $0, "\(field).jsonLines", isPath: true)
      }
      hasUnknownPoints = hasUnknownPoints || marked.parameters[index] != space
      files.refuseValues(of: space, field)
    }
    body = .sweep(marked, template)
    references = files.references
    referencePaths = files.referencePaths
    resultUses += files.resultUses
    diagnostics += files.diagnostics
  }

  /// The first result that cannot stand where the step puts it; nil when all can.
  package func problem(of values: [StepReference: StepValue]) -> Diagnostic? {
    for use in resultUses {
      guard let text = StepReference(use.name).flatMap({ values[$0] })?.text,
        let words = PathValue.problem(of: text, isAtStart: use.isAtStart)
      else { continue }
      return Diagnostic(
        .invalidPath, "`\(use.name)` is `\(text)`, \(words)", hint: PathValue.hint,
        part: "${\(use.name)}", path: use.path)
    }
    return nil
  }
}

extension JobTemplate {
  /// A space has values of steps in the names of its files alone.
  fileprivate mutating func refuseValues(of space: ParameterSpace, _ field: String) {
    var values: [(String, JSONValue)] = []
    for (part, map) in [("grid", space.grid), ("zip", space.zip)] {
      for (name, parameter) in map.sorted(by: { $0.key < $1.key }) {
        guard case .listed(let items) = parameter else { continue }
        for (index, item) in items.enumerated() {
          values.append(("\(field).\(part).\(name)[\(index)]", item))
        }
      }
    }
    for (index, point) in space.list.enumerated() {
      for (name, item) in point.sorted(by: { $0.key < $1.key }) {
        values.append(("\(field).list[\(index)].\(name)", item))
      }
    }
    for (place, value) in values {
      guard case .string(let text) = value,
        case (.step(let written), _)? = TemplateReference.first(in: text[...])
      else { continue }
      report(
        .macroUnavailable, "`${\(written)}` is no value of a parameter",
        hint: "write it in the template, or let the step make a file for `csv` or `jsonLines`",
        part: "${\(written)}", place)
    }
  }
}
