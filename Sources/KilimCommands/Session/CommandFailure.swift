import KilimController

/// Why a command could not do what it was asked to, in the user's words.
struct CommandFailure: Error, Hashable {
  var status: ExitStatus
  var message: String
  var hint: String?

  init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
    self.status = status
    self.message = message
    self.hint = hint
  }

  init(_ error: EngineError) {
    self.init(ExitStatus(error.kind), error.message, hint: error.hint)
  }

  /// As it is printed, without the word `error` in front.
  var text: String {
    var text = message
    if status == .internalFault {
      text += "\n  this is a fault of kilim: please report it with what you did"
    }
    if let hint { text += "\n  hint: \(hint)" }
    return text
  }
}

extension ExitStatus {
  init(_ kind: EngineError.Kind) {
    switch kind {
    case .environment: self = .failed
    case .notFound: self = .notFound
    case .refused: self = .refused
    case .fault: self = .internalFault
    }
  }
}

/// Runs a body that fails as the engine does, and fails as a command does.
func engine<Value>(
  _ body: () throws(EngineError) -> Value
) throws(CommandFailure) -> Value {
  do { return try body() } catch { throw CommandFailure(error) }
}
