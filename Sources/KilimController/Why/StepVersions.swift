import KilimManifest
import KilimModel
import KilimStore

/// The accepted versions of a workflow, asked for what they say of one of its steps.
struct StepVersions {
  /// Of the outer workflow, oldest first; nil for a text that is no workflow.
  private let versions: [(declared: DeclaredVersion, spec: WorkflowSpec?)]
  private var places = PlaceFinder()

  init(_ name: ResourceName, _ reader: StoreReader) throws(StoreError) {
    versions = try reader.versions(of: name).map {
      ($0, SpecCoding.workflowSpec(fromJSON: $0.spec))
    }
  }

  /// The fields that differ between the last two versions of the workflow itself.
  mutating func lastChange() -> [IdentityDifference] {
    guard let new = versions.last?.declared, let old = versions.dropLast().last?.declared else {
      return []
    }
    return located(new.differences(from: old), of: new.name, "spec", old, "spec", new)
  }

  /// The fields of a step that can change what it comes to and differ from what was made of it.
  ///
  /// - Parameters:
  ///   - path: the names of the steps from the outer workflow down.
  ///   - applied: the declaration that was made of the step.
  mutating func differences(
    ofStep path: [String], since applied: ObjectRecord
  ) -> [IdentityDifference] {
    guard let newest = versions.last, let now = newest.spec?.step(at: path),
      let text = now.step.body?.canonicalText
    else { return [] }
    let before = versions.last { version in
      version.spec?.step(at: path)?.step.body?.canonicalText == applied.content.spec
    }
    let was = before?.spec?.step(at: path)
    var found: [IdentityDifference] = []
    if text != applied.content.spec,
      let old = try? JSONValue(reading: applied.content.spec),
      let new = try? JSONValue(reading: text)
    {
      let fields = FieldDifference.between(
        old: (Metadata(name: ""), old), new: (Metadata(name: ""), new), kind: applied.name.kind
      ).filter(\.changesStep)
      found = located(
        fields, of: applied.name, was?.path, before?.declared, now.path, newest.declared)
    }
    if let was, let before, was.step.when != now.step.when {
      var condition = IdentityDifference(
        "when", of: newest.declared.name, was.step.when.map { .string($0) },
        now.step.when.map { .string($0) })
      condition.oldPlace = places.place(ofPath: was.place("when"), in: before.declared)
      condition.newPlace = places.place(ofPath: now.place("when"), in: newest.declared)
      found.append(condition)
    }
    return found
  }

  /// - Parameter from: where what the fields are of stands in the old version; nil for nowhere.
  private mutating func located(
    _ fields: [FieldDifference], of object: ResourceName, _ from: String?,
    _ old: DeclaredVersion?, _ to: String, _ new: DeclaredVersion
  ) -> [IdentityDifference] {
    fields.map { field in
      var difference = IdentityDifference(field, of: object)
      if let from, let old {
        difference.oldPlace = places.place(ofPath: field.path.moved(to: from), in: old)
      }
      difference.newPlace = places.place(ofPath: field.placeInNew.moved(to: to), in: new)
      return difference
    }
  }
}

/// A step with the place of what it runs in the document of the outer workflow.
private struct PlacedStep {
  var step: WorkflowStep
  /// `spec.steps[1].job`.
  var path: String

  /// Of a field of the step itself.
  func place(_ field: String) -> String {
    path.split(separator: ".").dropLast().joined(separator: ".") + "." + field
  }
}

extension WorkflowSpec {
  fileprivate func step(at names: [String], below place: String = "spec") -> PlacedStep? {
    guard let name = names.first, let index = steps.firstIndex(where: { $0.name == name }) else {
      return nil
    }
    let step = steps[index]
    let part = step.job != nil ? "job" : step.sweep != nil ? "sweep" : "workflow"
    let path = "\(place).steps[\(index)].\(part)"
    guard names.count > 1 else { return PlacedStep(step: step, path: path) }
    return step.workflow?.step(at: Array(names.dropFirst()), below: path)
  }
}

extension WorkflowStep {
  /// The Job, Sweep or Workflow that is made of the step.
  var body: ResourceSpec? {
    if var job {
      job.retry = retry ?? job.retry
      return .job(job)
    }
    if var sweep {
      sweep.template.retry = retry ?? sweep.template.retry
      return .sweep(sweep)
    }
    return workflow.map { .workflow($0) }
  }
}

extension FieldDifference {
  /// Of a Sweep also which points it has.
  fileprivate var changesStep: Bool {
    isIdentity || path.hasPrefix("spec.parameters") || path.hasPrefix("spec.exclude")
  }
}

extension String {
  /// The path of a field, `spec.maxMinutes`, in a document that has the spec elsewhere.
  fileprivate func moved(to place: String) -> String {
    hasPrefix("spec") ? place + dropFirst(4) : self
  }
}
