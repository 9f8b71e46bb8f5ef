import ArgumentParser

/// How long a command that starts runs stays with them.
enum WaitLevel: String, ExpressibleByArgument, CaseIterable {
  /// Until the declaration is stored.
  case accepted
  /// Until every program has been started.
  case started
  /// Until every run has ended.
  case complete
}

struct WaitOptions: ParsableArguments {
  @Option(name: .long, help: "Stay until the runs are accepted, started or complete.")
  var wait = WaitLevel.complete
}
