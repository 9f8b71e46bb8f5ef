/// Why a step of a workflow cannot get its values or become a run, in the user's words.
struct StepProblem: Error, Hashable {
  var message: String
  /// What the value was read from has been removed since: it is as it was.
  var isGone = false

  init(_ message: String, isGone: Bool = false) {
    self.message = message
    self.isGone = isGone
  }
}
