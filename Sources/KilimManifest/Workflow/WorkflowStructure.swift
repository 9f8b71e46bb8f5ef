package import KilimModel

/// The steps of a workflow with what they wait for.
package struct WorkflowStructure: Sendable {
  package struct Step: Sendable {
    package let name: String
    /// Places of steps that must have ended before, in ascending order: by `dependsOn`, by references
    /// and by `when`.
    package let needs: [Int]
    /// What its texts take from other steps, each once, in the order of their marks.
    package let references: [StepReference]
    package let condition: StepCondition?
    /// Of `needs` those whose status `when` names: they need not have ended well.
    package let decidesAbout: Set<Int>
    package let template: StepTemplate
  }

  package let steps: [Step]
  /// Places of all steps, needed ones first, else as they are declared.
  package let order: [Int]

  /// Checks all that can be said of a workflow's steps together; not what stands inside of
  /// sub-workflows.
  ///
  /// - Parameters:
  ///   - path: where the workflow stands in its document.
  ///   - outer: of a sub-workflow, the steps around it, whose values its steps may take.
  /// - Returns: nil with errors.
  package static func of(
    _ spec: WorkflowSpec, source: DocumentSource?, path: String = "spec",
    outer: OuterSteps = .none
  ) -> (structure: WorkflowStructure?, diagnostics: [Diagnostic]) {
    var check = StructureCheck(spec, path: path, outer: outer)
    let structure = check.run()
    return (structure, check.diagnostics.map { $0.located(in: source) })
  }
}
