package import KilimManifest
package import KilimModel
import KilimStore

/// What an apply would do: read, compiled and compared, with nothing written.
package struct ApplyPlan: Sendable {
  package var documents: [ManifestDocument]
  package var diagnostics: [Diagnostic]
  /// Empty when a diagnostic is an error.
  package var changes: [Change]
  package var refusal: ApplyRefusal?
  /// The texts, to show diagnostics in.
  package var sources: [any ManifestSource]
  var entries: [ApplyEntry]
  var options: ApplyOptions

  package var summary: ChangeSummary { ChangeSummary(changes) }
}

/// What was done.
package struct ApplyOutcome: Sendable {
  package var changes: [Change]
  /// Of the given jobs: the runs made now, and those that still go on or wait.
  package var runs: [RunName]
  /// Runs that nothing comes after and that are being cancelled: of what was pruned, and of what went
  /// back to an older run.
  package var ending: [RunName] = []

  package var summary: ChangeSummary { ChangeSummary(changes) }

  package init(changes: [Change], runs: [RunName]) {
    self.changes = changes
    self.runs = runs
  }
}

/// One document with everything that is compared and stored.
struct ApplyEntry: Sendable {
  var document: ManifestDocument
  /// Canonical JSON.
  var spec: String
  var metadata: String?
  /// Of the texts above, as the store keeps them.
  var digest: [UInt8]
  var facts: Facts
  /// Where the declaration was read; for a step of a workflow, where the workflow was.
  var origin: DefinitionSource?

  /// What its kind has beside the texts. A Sweep's and a Workflow's are large, and few.
  enum Facts: Sendable {
    case definition
    case job(JobFacts)
    indirect case sweep(SweepFacts)
    indirect case workflow(WorkflowFacts)
  }

  struct JobFacts: Sendable {
    /// Of the job's text alone, 16 bytes.
    var identity: [UInt8]
    var run: PreparedRun
    var components: IdentityComponents
    /// The bundle to keep; nil for none.
    var image: PlannedImage?
    var options: UpdateOptionsOfJob
    /// `suspend: true`.
    var isSuspended: Bool
    /// What its run may use.
    var coreHours: Double
    var budget: Budget?

    /// - Parameter other: a run whose equal parts are shared.
    init(_ spec: JobSpec, _ job: CompiledJob, sharing other: PreparedRun?) {
      identity = Array(job.components.job.bytes.prefix(16))
      run = PreparedRun(job, sharing: other)
      components = job.components
      image = job.plan.bundle
      isSuspended = spec.suspend ?? false
      coreHours = job.plan.coreHours
      budget = spec.budget
      options = UpdateOptionsOfJob(
        whileRunning: spec.updatePolicy?.whileRunning ?? .wait,
        afterFinish: spec.updatePolicy?.afterFinish ?? .rerun)
    }

    /// Of all that can change the result, 16 bytes.
    var fullIdentity: [UInt8] { run.identity }
  }

  /// The job's own part of the update options.
  struct UpdateOptionsOfJob: Sendable {
    var whileRunning: WhileRunningPolicy
    var afterFinish: AfterFinishPolicy
  }

  var job: JobFacts? { if case .job(let facts) = facts { facts } else { nil } }
  var sweep: SweepFacts? { if case .sweep(let facts) = facts { facts } else { nil } }
  var workflow: WorkflowFacts? { if case .workflow(let facts) = facts { facts } else { nil } }

  /// The bundle to keep; nil for none.
  var image: PlannedImage? { job?.image ?? sweep?.compiled.plan.bundle }

  /// Of the text alone, 16 bytes; nil for definitions.
  var identity: [UInt8]? { job?.identity ?? sweep?.compiled.identity }

  init(_ document: ManifestDocument, _ facts: Facts = .definition) {
    self.document = document
    spec = document.spec.canonicalText
    metadata = StoredMetadata.text(of: document.metadata)
    digest = Self.shortDigest(spec) + (metadata.map(Self.shortDigest) ?? [])
    self.facts = facts
    let source = document.source
    origin = DefinitionSource(file: source.file, line: source.line, directory: source.directory)
  }

  private static func shortDigest(_ text: String) -> [UInt8] {
    Array(Digest.of(text).bytes.prefix(16))
  }
}

extension ResourceSpec {
  var canonicalText: String { SpecCoding.json(of: self).text }
}
