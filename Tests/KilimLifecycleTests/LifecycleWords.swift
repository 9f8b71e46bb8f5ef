import KilimLifecycle
import KilimModel

extension RunEvent {
  /// The case without what it carries.
  var name: String { String(String(describing: self).prefix { $0 != "(" }) }

  var words: String {
    switch self {
    case .admitted: "there is capacity for it"
    case .directoriesCreated: "its directories are there"
    case .inputsStaged: "its inputs are there"
    case .jobStaged: "program, script and environment are there"
    case .submitted: "the intent to launch is stored"
    case .started: "the program was started"
    case .reported: "its scheduler says how it stands"
    case .ended: "the program ended, with an exit record"
    case .failedToStart: "the program could not be started"
    case .lost: "nothing proves how it ended"
    case .archived: "the outputs were copied"
    case .archiveSkipped: "nothing is to be copied"
    case .archiveFailed: "the copy failed"
    case .archiveRetried: "`kilim archive retry`"
    case .stepFailed: "a step before the launch failed for good"
    case .blocked: "something outside has to change first"
    case .unblocked: "that has changed"
    case .suspended: "it is suspended"
    case .resumed: "it is resumed"
    case .cancelRequested: "`kilim cancel`"
    case .cancelled: "the program is gone, as the user wanted"
    case .superseded: "a newer declaration replaced it"
    case .attemptStarted: "the attempt failed, and another one follows"
    case .abandoned: "a lost run was given up"
    case .refused: "its container was never started"
    case .killed: "its container was ended from outside"
    }
  }
}

extension RunAction {
  var words: String {
    switch self {
    case .nothing: "nothing"
    case .record(let event): "`\(event.name)`"
    case .awaitDependencies: "wait for what it depends on"
    case .admit: "wait for capacity"
    case .createDirectories: "make its directories"
    case .stageInputs: "stage its inputs"
    case .stageJob: "stage its program"
    case .submit: "submit"
    case .submitAgain: "send the same request again"
    case .awaitLauncher: "wait for its report"
    case .attach: "ask"
    case .cancelLaunch: "have it ended"
    case .settleContainer: "ask the runtime"
    case .removeContainer: "remove the container"
    case .archive: "copy the outputs"
    }
  }
}

/// Statuses as people write them: neighbours as a range.
enum StatusRange {
  static func text(_ statuses: Set<RunStatus>) -> String {
    var ranges: [[RunStatus]] = []
    for status in RunStatus.allCases where statuses.contains(status) {
      if let last = ranges.last?.last, last.rawValue + 1 == status.rawValue {
        ranges[ranges.count - 1].append(status)
      } else {
        ranges.append([status])
      }
    }
    return ranges.map(text(of:)).joined(separator: ", ")
  }

  private static func text(of range: [RunStatus]) -> String {
    guard range.count > 2, let first = range.first, let last = range.last else {
      return range.map(\.name).joined(separator: ", ")
    }
    return "\(first.name) to \(last.name)"
  }
}
