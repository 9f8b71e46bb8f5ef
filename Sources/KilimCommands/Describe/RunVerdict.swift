import KilimController
import KilimModel

/// The first thing that `describe` says of a run: how it stands, why, and what helps.
struct RunVerdict: Hashable {
  /// One sentence.
  var headline: String
  /// Why, in words; empty when the headline says it all.
  var cause: [String] = []
  /// Commands, the most useful one first, each with its purpose.
  var nextSteps: [Step] = []

  struct Step: Hashable {
    var command: String
    var purpose: String
  }

  init(_ report: RunReport, now: Timestamp) {
    headline = "\(report.name) is \(report.status.name)"
    if let collected = report.collected {
      headline = "\(report.name) \(report.status.name); only the ledger knows it"
      cause = [CollectionText.sentence(collected)]
      add("kilim rerun \(report.name.owner)", "run it again")
      return
    }
    switch report.status {
    case .finished: finish(report)
    case .failed:
      fail(report)
      if let refusal = report.retryRefusal { cause.append(refusal) }
    case .cancelled: cancel(report)
    case .blocked: block(report)
    case .running: run(report, now: now)
    default: goOn(report)
    }
  }

  private mutating func finish(_ report: RunReport) {
    headline = "\(report.name) FINISHED: \(Self.end(report))"
    add("kilim outputs list \(report.name)", "what it wrote")
    add("kilim outputs get \(report.name)", "copy it here")
    add("kilim logs \(report.name)", "what it printed")
  }

  private mutating func fail(_ report: RunReport) {
    switch report.condition {
    case .remoteOutcomeError?: failByProgram(report)
    case .executionTimeout?, .schedulerTimeout?: failByTime(report)
    case .schedulerOutOfMemory?: failByMemory(report)
    case .schedulerTerminated?, .schedulerCancelled?, .schedulerDeadline?:
      headline = "\(report.name) FAILED: \(report.message ?? "its scheduler ended it")"
      add("kilim logs \(report.name)", "how far it came")
      add("kilim retry \(report.name)", "run it again")
    case .archivingFailed?:
      headline = "\(report.name) FAILED: its outputs could not be archived"
      cause = Self.words(report)
      cause.append("the program itself ended: \(Self.end(report)); its outputs are still in place")
      add("kilim archive retry \(report.name)", "copy them once more, when the cause is gone")
      add("kilim outputs list \(report.name)", "what there is to copy")
    case .launchFailure?:
      headline = "\(report.name) FAILED: its program could not be started"
      cause = Self.words(report)
      changeThenRetry(report)
    case .unableToStageInputs?:
      headline = "\(report.name) FAILED: its inputs could not be brought"
      cause = Self.words(report)
      add("kilim retry \(report.name)", "once more, when the input is there")
    case .unableToStageJob?:
      headline = "\(report.name) FAILED: its program could not be brought"
      cause = Self.words(report)
      changeThenRetry(report)
    case .unknownOutcome?:
      headline = "\(report.name) FAILED: how its program ended is not known"
      cause = Self.words(report)
      add("kilim logs \(report.name)", "what it printed, as evidence")
      add("kilim retry \(report.name)", "run it again")
    case .internalError?:
      headline = "\(report.name) FAILED by a fault of kilim"
      cause = Self.words(report)
      add("kilim retry \(report.name)", "run it again")
      add("kilim doctor", "look for what is wrong here")
    default:
      if failInContainer(report) { return }
      headline = "\(report.name) FAILED"
      cause = Self.words(report)
      add("kilim retry \(report.name)", "run it again, when the cause is gone")
    }
  }

  private mutating func failByProgram(_ report: RunReport) {
    headline = "\(report.name) FAILED: its program ended with \(Self.end(report))"
    if let end = report.exit?.end, let meaning = ExitText.meaning(end) { cause.append(meaning) }
    add("kilim logs \(report.name)", "what it printed")
    if report.plan.stderrFilename != report.plan.stdoutFilename {
      add("kilim logs \(report.name) --stderr", "what it complained of")
    }
    add("kilim retry \(report.name)", "run it again as it is")
  }

  private mutating func failByTime(_ report: RunReport) {
    let limit = counted(report.plan.maxMinutes, "minute")
    headline = "\(report.name) FAILED: it ran past its time limit of \(limit)"
    cause.append("the limit is maxMinutes of the job, its app or the default (10)")
    add("kilim logs \(report.name)", "how far it came")
    add("kilim retry \(report.name)", "after a larger maxMinutes was applied")
  }

  private mutating func failByMemory(_ report: RunReport) {
    headline = "\(report.name) FAILED: it ran out of its \(report.plan.memoryMB) MB of memory"
    cause.append("the limit is memoryMB of the job, its app or the default (100), for each node")
    add("kilim logs \(report.name)", "how far it came")
    add("kilim retry \(report.name)", "after a larger memoryMB was applied")
  }

  private mutating func cancel(_ report: RunReport) {
    switch report.condition {
    case .superseded?:
      headline = "\(report.name) was superseded: a newer declaration replaced it before it started"
      add("kilim describe \(report.name.owner)", "the run that replaced it")
    default:
      headline = "\(report.name) was CANCELLED"
      cause = Self.words(report)
      add("kilim retry \(report.name)", "run it again")
    }
  }

  private mutating func block(_ report: RunReport) {
    if report.condition == .dependencyFailed { return blockBehind(report) }
    if report.condition == .runtimeUnavailable { return blockByRuntime(report) }
    if report.condition == .hostUnreachable || report.condition == .needsLogin {
      return blockBehindHost(report)
    }
    guard report.condition == .unknownOutcome else {
      headline = "\(report.name) is BLOCKED: it waits for something outside it"
      cause = Self.words(report)
      add("kilim doctor", "look for what is in the way")
      add("kilim cancel \(report.name)", "give it up")
      return
    }
    headline = "\(report.name) has an unknown outcome: nothing proves how its program ended"
    cause = Self.words(report)
    cause.append("it may have done its work; kilim neither claims success nor runs it twice")
    add("kilim logs \(report.name)", "what it printed, as evidence")
    add("kilim outputs list \(report.name)", "what it wrote")
    add("kilim retry \(report.name)", "run it again")
    add("kilim cancel \(report.name)", "give it up")
  }

  private mutating func blockBehindHost(_ report: RunReport) {
    let what = report.condition == .needsLogin ? "wants a person to log in" : "cannot be reached"
    headline = "\(report.name) is BLOCKED: a host that it needs \(what)"
    cause = Self.words(report)
    cause.append("it goes on by itself when the host lets it; nothing of it is lost or run twice")
    add("kilim doctor \(report.plan.execSystemId)", "look at the host")
    add("kilim cancel \(report.name)", "give it up")
  }

  private mutating func blockBehind(_ report: RunReport) {
    headline = "\(report.name) is BLOCKED: what it depends on did not end well"
    cause = Self.words(report)
    cause.append("it goes on by itself once that has finished")
    // The words name the command that helps.
    let parts = (report.message ?? "").split(separator: "`", omittingEmptySubsequences: false)
    if parts.count > 1, parts[1].hasPrefix("kilim ") {
      add(String(parts[1]), "so that it can go on")
    }
    add("kilim cancel \(report.name)", "give it up")
  }

  private mutating func run(_ report: RunReport, now: Timestamp) {
    let elapsed = RunTimes(report).duration(now: now).map { DurationText.of(milliseconds: $0) }
    headline = "\(report.name) is RUNNING" + (elapsed.map { " for \($0)" } ?? "")
    if let process = report.processID {
      headline += ", \(report.plan.batch == nil ? "process" : "job") \(process)"
    }
    cause = report.cancelRequested ? ["it is being cancelled"] : Self.words(report)
    add("kilim logs \(report.name) --follow", "what it prints")
    add("kilim wait \(report.name)", "wait for its end")
    add("kilim cancel \(report.name)", "end it")
  }

  private mutating func goOn(_ report: RunReport) {
    cause = report.cancelRequested ? ["it is being cancelled"] : Self.words(report) + report.waiting
    if report.status == .paused {
      add("kilim resume \(report.name.owner)", "let it go on")
      return add("kilim cancel \(report.name)", "give it up")
    }
    add("kilim wait \(report.name)", "drive it to its end")
    add("kilim cancel \(report.name)", "give it up")
  }

  private mutating func changeThenRetry(_ report: RunReport) {
    add("kilim get \(report.name) -o yaml", "what was tried, in full")
    add("kilim retry \(report.name)", "run it again, when the cause is gone")
  }

  mutating func add(_ command: String, _ purpose: String) {
    nextSteps.append(Step(command: command, purpose: purpose))
  }

  /// The message of the run, one sentence a line.
  static func words(_ report: RunReport) -> [String] {
    guard let message = report.message, !message.isEmpty else { return [] }
    return message.split(separator: "\n").map { String($0).onOneLine }
  }

  /// `exit code 0 after 3s`.
  private static func end(_ report: RunReport) -> String {
    guard let exit = report.exit else { return "it ended" }
    let wall = DurationText.of(milliseconds: exit.ended.milliseconds(since: exit.started))
    return "\(ExitText.phrase(exit.end)) after \(wall)"
  }
}
