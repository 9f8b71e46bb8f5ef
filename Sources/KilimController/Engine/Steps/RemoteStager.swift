import Glibc
import KilimManifest
import KilimModel
import KilimRemote
import KilimTransport

/// Brings files to and from SSH hosts: inputs, bundles, outputs. Everything here may be done twice.
struct RemoteStager: Sendable {
  /// The connections to the hosts of the plan.
  let connections: [SSHTarget: SSHConnection]
  /// A directory of this run alone, for what only passes through.
  let scratch: String
  let cancelled: @Sendable () -> Bool

  /// Why a step failed.
  enum Problem: Error {
    case here(TransferError)
    case there(RemoteError)
    case missing
  }

  func stageInputs(of plan: RunPlan) -> StepResult.Failure? {
    for input in plan.inputs {
      let failure = inScratch { () throws(Problem) in try stage(input, of: plan) }
      guard let failure else { continue }
      if case .missing = failure, input.optional { continue }
      return StepResult.Failure(failure, "input `\(input.name)`")
    }
    return nil
  }

  func stageJob(of plan: RunPlan, snapshots: BundleSnapshots) -> StepResult.Failure? {
    guard let image = plan.image else { return nil }
    let failure = inScratch { () throws(Problem) in
      try stage(snapshots.stored(image), of: plan)
    }
    return failure.map { StepResult.Failure($0, "bundle of app \(plan.appId)") }
  }

  func publish(_ plan: RunPlan) -> Result<ArchiveReport, StepResult.Failure> {
    var report: ArchiveReport?
    let failure = inScratch { () throws(Problem) in report = try archive(plan) }
    if let failure { return .failure(StepResult.Failure(failure, nil)) }
    return report.map { .success($0) }
      ?? .failure(StepResult.Failure(reason: "nothing was archived"))
  }

  func files(on target: SSHTarget, of plan: RunPlan) throws(Problem) -> RemoteFiles {
    guard let connection = connections[target] else {
      throw .here(
        TransferError("there is no connection to System \(target.systemId)", isTemporary: false))
    }
    return RemoteFiles(connection, owner: plan.uuid)
  }

  private func inScratch(_ body: () throws(Problem) -> Void) -> Problem? {
    do throws(Problem) {
      try here { () throws(TransferError) in
        try LocalFiles.remove(tree: scratch)
        try LocalFiles.createDirectories(scratch, mode: 0o700)
      }
      defer { try? LocalFiles.remove(tree: scratch) }
      try body()
      return nil
    } catch {
      return error
    }
  }

  func here<Value>(_ body: () throws(TransferError) -> Value) throws(Problem) -> Value {
    do throws(TransferError) { return try body() } catch { throw .here(error) }
  }

  func there<Value>(_ body: () throws(RemoteError) -> Value) throws(Problem) -> Value {
    do throws(RemoteError) { return try body() } catch { throw .there(error) }
  }
}

extension StepResult.Failure {
  init(_ problem: RemoteStager.Problem, _ subject: String?) {
    let start = subject.map { $0 + ": " } ?? ""
    switch problem {
    case .here(let error): self.init(reason: start + error.message)
    case .missing: self.init(reason: start + "it is not there")
    case .there(let error):
      self.init(reason: start + error.message)
      if error.condition != nil { host = error }
    }
  }
}
