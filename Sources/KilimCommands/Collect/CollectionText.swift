import KilimController
import KilimLifecycle
import KilimModel

/// What happened to a run that was collected, in words.
enum CollectionText {
  /// `its files were removed 2026-11-25 10:00:00Z: it was older than its retention keeps`.
  static func sentence(_ collected: Collected) -> String {
    "its files were removed \(collected.time.dateText) \(collected.time.timeText.prefix(8))Z: "
      + why(collected.reason)
  }

  private static func why(_ reason: CollectionReason) -> String {
    switch reason {
    case .age: "it was older than `retention` keeps"
    case .size: "the runs of its declaration kept more than `retention.maxSizeMB`"
    case .request: "`kilim gc` was asked to"
    }
  }
}

extension CollectionReason {
  /// One word for tables and programs.
  var word: String {
    switch self {
    case .age: "age"
    case .size: "size"
    case .request: "request"
    }
  }
}

extension RunReport {
  /// Why there is nothing to show of the run's files; nil while they are kept.
  func collectedFailure(_ what: String) -> CommandFailure? {
    guard let collected else { return nil }
    return CommandFailure(
      .notFound, "\(what) \(name) are gone; \(CollectionText.sentence(collected))",
      hint: "`kilim rerun \(name.owner)` makes them again")
  }
}
