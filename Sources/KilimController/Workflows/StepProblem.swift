/// Why a step of a workflow cannot get its values or become a run, in the user's words.
struct StepProblem: Error, Hashable {
  var message: String

  init(_ message: String) { self.message = message }
}
