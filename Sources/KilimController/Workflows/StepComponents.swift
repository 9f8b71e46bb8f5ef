import KilimManifest
import KilimModel
import KilimStore
import Synchronization

/// What steps would be made of now, with the values that they took: each is compiled once.
final class StepComponents: Sendable {
  /// What a step that is no Workflow comes to.
  struct Made: Sendable {
    var components: IdentityComponents
    /// Of one run.
    var coreHours: Double
  }

  private struct Key: Hashable {
    var name: ResourceName
    var values: String
  }

  private let factory: RunFactory
  private let metadata: Metadata
  private let directory: String
  private let known = Mutex<[Key: Made?]>([:])

  /// - Parameters:
  ///   - metadata: of the workflow, as is the directory where relative paths start.
  init(_ factory: RunFactory, metadata: Metadata, directory: String) {
    self.factory = factory
    self.metadata = metadata
    self.directory = directory
  }

  /// As the state declares a workflow.
  convenience init(_ factory: RunFactory, _ workflow: ObjectRecord) {
    self.init(
      factory, metadata: StoredMetadata.read(workflow),
      directory: workflow.content.source?.directory ?? "/")
  }

  /// Nil for a step that cannot be compiled as things are now.
  ///
  /// - Parameter values: as the state keeps them.
  func made(of step: WorkflowStep, as name: ResourceName, values: String) -> Made? {
    let key = Key(name: name, values: values)
    if let made = known.withLock({ $0[key] }) { return made }
    let made = StepValues(json: values).flatMap { compile(step, name, $0) }
    known.withLock { $0[key] = .some(made) }
    return made
  }

  private func compile(
    _ step: WorkflowStep, _ name: ResourceName, _ values: StepValues
  ) -> Made? {
    var metadata = metadata
    metadata.name = name.name
    if let job = step.job {
      let compiled = factory.compile(
        job, as: name, values: values, metadata: metadata, directory: directory)
      return compiled.job.map { Made(components: $0.components, coreHours: $0.plan.coreHours) }
    }
    guard let sweep = step.sweep else { return nil }
    let compiled = factory.compile(
      sweep, as: name, values: values, metadata: metadata, directory: directory)
    return compiled.sweep.map { Made(components: $0.components, coreHours: $0.plan.coreHours) }
  }
}
