import KilimController
import KilimLifecycle
import KilimManifest
import KilimModel

struct ApplyPlan: Sendable {
  var documents: [ManifestDocument]
  var diagnostics: [Diagnostic]
  var changes: [Change]
  var summary: ChangeSummary
  var sources: [SourceFile]
  var refusal: ApplyRefusal?
}

struct ApplyOutcome: Sendable {
  var changes: [Change]
  var summary: ChangeSummary
  var runs: [RunName]
}

final class ControlPlane: Sendable {
  let surroundings: Surroundings
  let stateWarnings: [String] = []
  init(surroundings: Surroundings) { self.surroundings = surroundings }

  static func open(
    statePath: String, surroundings: Surroundings
  ) throws(EngineError) -> ControlPlane { ControlPlane(surroundings: surroundings) }

  func objects(
    kind: ResourceKind, labels: [String: String]
  ) throws(EngineError) -> [ObjectReport] { [] }
  func object(named name: String) throws(EngineError) -> ObjectReport? { nil }
  func runs(_ query: RunQuery) throws(EngineError) -> [RunReport] { [] }
  func events(
    after cursor: Int64, names: [String], since: Timestamp?, limit: Int
  ) throws(EngineError) -> [EventReport] { [] }
  func dataVersion() throws(EngineError) -> Int { 0 }
  func plan(_ files: [SourceFile], options: ApplyOptions) throws(EngineError) -> ApplyPlan {
    throw EngineError("stub")
  }
  func apply(_ plan: ApplyPlan) throws(EngineError) -> ApplyOutcome { throw EngineError("stub") }
  static func validate(
    _ files: [SourceFile], isolated: Bool, statePath: String?, surroundings: Surroundings
  ) -> (diagnostics: [Diagnostic], documents: [ManifestDocument]) { ([], []) }
  func requestCancel(_ runs: [RunName]) throws(EngineError) -> [Change] { [] }
  func retry(_ names: [String], options: ApplyOptions) throws(EngineError) -> ApplyOutcome {
    throw EngineError("stub")
  }
  func rerun(_ names: [String], options: ApplyOptions) throws(EngineError) -> ApplyOutcome {
    throw EngineError("stub")
  }
  func delete(_ names: [ResourceName]) throws(EngineError) -> [Change] { [] }
  func retryArchive(_ runs: [RunName]) throws(EngineError) -> [Change] { [] }
  func drive(
    until goal: DriveGoal, observer: any RunObserver, interrupt: Interrupt
  ) throws(EngineError) -> DriveResult { throw EngineError("stub") }
}
