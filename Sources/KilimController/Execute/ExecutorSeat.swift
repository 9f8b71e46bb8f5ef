import KilimStore

/// One executor as the engine works with it: it may be away, and what is for it waits.
struct ExecutorSeat {
  /// Nil until it is needed, and after it went away.
  var executor: (any Executor)?
  /// To be handed over once their intents are stored.
  var orders: [LaunchOrder] = []
  /// Runs that it is to be asked about.
  var questions: [RunID] = []
  /// When one that could not be reached is tried again, in milliseconds since boot; nil while all is
  /// well.
  var due: Int64?
  /// How often in a row it went away without a word about any run.
  var losses = 0

  var hasWork: Bool { !orders.isEmpty || !questions.isEmpty }
}
