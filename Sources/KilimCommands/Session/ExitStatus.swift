/// The exit codes of `kilim` (product, section 11).
enum ExitStatus: Int32, Hashable, CaseIterable {
  case done = 0
  /// The input is wrong, or a run failed.
  case failed = 1
  /// `diff`: there is something to do. `wait`: the time is over.
  case changesOrTimeOut = 2
  /// A guard refused, or, for `wait`, what was waited for is gone.
  case refused = 3
  case notFound = 4
  /// Wrong arguments (sysexits(3), EX_USAGE).
  case usage = 64
  /// A fault of kilim itself (sysexits(3), EX_SOFTWARE).
  case internalFault = 70
  /// Ctrl-C detached the command; the jobs go on. As a shell reports SIGINT.
  case interrupted = 130
}
