import KilimBatch
import KilimManifest
import KilimModel

/// Does what `BatchCore` wants done, with Slurm's commands on a host.
struct SlurmClerk {
  private let host: any BatchHost
  private let user: String
  /// There is no accounting to ask.
  private var hasNoAccounting = false
  /// What the site takes; nil until it was asked.
  private var largestArray: Int?
  private var isLargestArrayNews = false

  /// Every command ends, or is ended: sbatch by itself may take two minutes.
  private static let deadline: Int64 = 30_000

  init(host: any BatchHost, user: String) {
    self.host = host
    self.user = user
  }

  mutating func perform(_ step: BatchStep, _ plans: [String: RunPlan]) -> BatchAnswer {
    switch step {
    case .submit(let planned):
      if planned.count > 1, largestArray == nil { askForLargestArray() }
      if let largestArray, planned.count > largestArray {
        return .submitted(.busy(reason: "its arrays have at most \(largestArray) tasks"))
      }
      return .submitted(submit(planned, plans))
    case .list: return list()
    case .account(let names): return account(names, plans)
    case .inspect(let tokens):
      return .inspected(
        host.inspect(
          tokens.compactMap { token in
            plans[token].map {
              AttemptPlace(token: token, execDirectory: $0.directories.exec)
            }
          }))
    case .revoke(let names):
      return .revoked(
        host.revoke(
          names.compactMap { name in
            plans[name.token].map {
              SubmissionPlace(name: name, execDirectory: $0.directories.exec)
            }
          }))
    case .cancel(let ids):
      return run(SlurmCommands.cancel(ids)) { _ in .cancelled }
    case .wait: return .cancelled
    }
  }

  /// How many tasks an array may have, once, when that was found out.
  mutating func takeLargestArray() -> Int? {
    defer { isLargestArrayNews = false }
    return isLargestArrayNews ? largestArray : nil
  }

  private mutating func askForLargestArray() {
    guard
      case .exited(0, let output, _) = host.run(
        SlurmCommands.configuration, milliseconds: Self.deadline),
      let size = SlurmListing.largestArray(output)
    else { return }
    // 0: there are no arrays.
    largestArray = max(1, size)
    isLargestArrayNews = true
  }

  // MARK: Submitting

  private func submit(
    _ planned: [PlannedSubmission], _ plans: [String: RunPlan]
  ) -> SubmitAnswer {
    guard let first = planned.first, let plan = plans[first.submission.token] else {
      return .busy(reason: "its plan is not at hand")
    }
    do throws(HostFailure) {
      for one in planned {
        guard let plan = plans[one.submission.token] else { continue }
        try host.write(Self.files(one, plan))
      }
      if planned.count > 1 { try host.write(BatchArray(planned, plans, first: plan).files) }
    } catch {
      return .busy(reason: error.message)
    }
    let submission = Self.command(planned, first, plan)
    return SlurmSubmission.answer(
      host.run(SlurmCommands.submit(submission), milliseconds: Self.deadline))
  }

  /// The script and its environment; last what the submission is called, from which on it may exist.
  private static func files(_ planned: PlannedSubmission, _ plan: RunPlan) -> [HostFile] {
    let exec = plan.directories.exec
    let place = SubmissionPlace(name: planned.submission, execDirectory: exec)
    return [
      HostFile(path: "\(exec)/tapisjob.sh", text: LaunchRenderer.script(for: plan), mode: 0o700),
      HostFile(
        path: "\(exec)/tapisjob.env", text: LaunchRenderer.environmentFile(for: plan),
        mode: 0o600),
      HostFile(
        path: "\(place.directory)/\(AttemptFiles.job)", text: RecordText.job(planned.job),
        mode: 0o600),
    ]
  }

  private static func command(
    _ planned: [PlannedSubmission], _ first: PlannedSubmission, _ plan: RunPlan
  ) -> SlurmCommands.Submission {
    let place = SubmissionPlace(name: first.submission, execDirectory: plan.directories.exec)
    let isArray = planned.count > 1
    let comment = plan.batch?.text(of: "--comment").map { "\($0) " } ?? ""
    return SlurmCommands.Submission(
      name: jobName(first.job.submission, plan),
      comment: "\(comment)kilim \(plan.owner) \(first.job.submission.text)",
      tasks: isArray ? planned.count : nil, directory: plan.directories.exec,
      script: isArray
        ? "\(place.directory)/\(BatchArray.script)" : "\(plan.directories.exec)/tapisjob.sh",
      arguments: isArray ? [] : [first.submission.directoryName])
  }

  private static func jobName(_ name: SubmissionName, _ plan: RunPlan) -> String {
    SlurmCommands.jobName(plan.batch?.text(of: "--job-name") ?? plan.jobName, name)
  }

  // MARK: Asking

  private func list() -> BatchAnswer {
    run(SlurmCommands.list(user: user)) { .listed(SlurmListing.rows($0)) }
  }

  private mutating func account(
    _ names: [JobName], _ plans: [String: RunPlan]
  ) -> BatchAnswer {
    guard !hasNoAccounting else { return .accounted(nil) }
    let jobNames = Set(
      names.compactMap { name in
        plans[name.submission.token].map { Self.jobName(name.submission, $0) }
      })
    switch host.run(
      SlurmCommands.account(names: jobNames.sorted()), milliseconds: Self.deadline)
    {
    case .exited(0, let output, _): return .accounted(SlurmListing.accounts(output))
    case .missing: break
    case .exited(_, _, let errors) where SlurmErrors.isSilence(errors):
      return .failed(reason: SlurmErrors.reason(errors))
    case .exited: break
    case .overdue: return .failed(reason: "sacct did not answer in time")
    }
    hasNoAccounting = true
    return .accounted(nil)
  }

  private func run(_ words: [String], _ answer: (String) -> BatchAnswer) -> BatchAnswer {
    switch host.run(words, milliseconds: Self.deadline) {
    case .exited(0, let output, _): answer(output)
    case .exited(_, _, let errors): .failed(reason: SlurmErrors.reason(errors))
    case .overdue:
      .failed(
        reason: "\(words.first { $0 != "env" && !$0.contains("=") } ?? "it") did not answer in time"
      )
    case .missing(let reason): .failed(reason: reason)
    }
  }
}

extension PlannedBatch {
  /// What an option says; nil when it is not there.
  func text(of name: String) -> String? {
    options.last { $0.name == name }?.value?.expanded { _ in nil }
  }
}
