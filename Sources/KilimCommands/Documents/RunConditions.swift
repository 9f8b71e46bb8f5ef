import KilimController
import KilimModel

/// One of a run's `conditions`, in the shape that Kubernetes gives them.
struct ConditionReport: Hashable {
  enum Truth: String {
    case yes = "True"
    case no = "False"
    case unknown = "Unknown"
  }

  var type: String
  var truth: Truth
  /// One word for machines.
  var reason: String
  var message: String
  var time: Timestamp?

  var json: JSONValue {
    [
      "type": .string(type), "status": .string(truth.rawValue), "reason": .string(reason),
      "message": .string(message), "lastTransitionTime": .text(time?.text),
    ]
  }
}

/// Derives the conditions from what is known of a run; always the same types, in the same order.
enum RunConditions {
  static func of(_ report: RunReport) -> [ConditionReport] {
    [outcome(report), archived(report), stale(report), updatePending(report)]
      + (report.cancelRequested && !report.status.isTerminal ? [cancelRequested(report)] : [])
  }

  private static func outcome(_ report: RunReport) -> ConditionReport {
    let truth: ConditionReport.Truth =
      switch report.status {
      case .finished: .yes
      case .failed, .cancelled: .no
      default: .unknown
      }
    return ConditionReport(
      type: "Outcome", truth: truth, reason: report.condition?.rawValue ?? report.status.name,
      message: report.message ?? "",
      time: report.history.last?.time ?? (report.collected == nil ? nil : report.updated))
  }

  private static func archived(_ report: RunReport) -> ConditionReport {
    var condition = ConditionReport(type: "Archived", truth: .no, reason: "NotYet", message: "")
    if let collected = report.collected {
      condition.reason = "Collected"
      condition.message = CollectionText.sentence(collected)
      condition.time = collected.time
    } else if report.isArchived {
      condition.truth = report.status.isTerminal ? .yes : .no
      condition.time = report.status.isTerminal ? report.history.last?.time : nil
      let staysInPlace = report.plan.archive.directory == report.plan.directories.output
      condition.reason = staysInPlace ? "OutputsStayInPlace" : "Archived"
      condition.message = report.outputsDirectory
    } else if report.condition == .archivingFailed {
      condition.reason = "ArchivingFailed"
      condition.message = report.message ?? ""
    } else if report.plan.archive.mode == .never {
      condition.reason = "ArchiveModeNever"
    } else if report.status.isTerminal {
      condition.reason = "NothingArchived"
    }
    return condition
  }

  private static func stale(_ report: RunReport) -> ConditionReport {
    let isStale = !report.staleReasons.isEmpty
    return ConditionReport(
      type: "Stale", truth: isStale ? .yes : .no, reason: isStale ? "SourceChanged" : "UpToDate",
      message: report.staleReasons.joined(separator: "; "))
  }

  private static func updatePending(_ report: RunReport) -> ConditionReport {
    ConditionReport(
      type: "UpdatePending", truth: report.updatePending ? .yes : .no,
      reason: report.updatePending ? "WaitsForThisRun" : "NoUpdate",
      message: report.updatePending ? "a newer declaration waits behind this run" : "")
  }

  private static func cancelRequested(_ report: RunReport) -> ConditionReport {
    ConditionReport(
      type: "CancelRequested", truth: .yes, reason: "RequestedByUser",
      message: "the run ends as soon as its program is gone")
  }
}
