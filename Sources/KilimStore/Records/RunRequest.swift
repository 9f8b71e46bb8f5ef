/// Who asked for a run that the declaration alone does not ask for. The words are stored as the
/// message of the run's first row of the history, so they are never changed.
package enum RunRequest: String, Sendable, Hashable, CaseIterable {
  case retry = "asked for with kilim retry"
  case rerun = "asked for with kilim rerun"
  case refresh = "asked for with kilim apply --refresh"
}
