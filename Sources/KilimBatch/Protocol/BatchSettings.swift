/// The times and limits of the protocol, in milliseconds.
package struct BatchSettings: Sendable, Hashable {
  /// Between two listings while something has just happened.
  package var shortestInterval: Int64 = 1_000
  /// Between two listings while nothing has happened for long.
  package var longestInterval: Int64 = 60_000
  /// How long a submission without an answer may be on its way before it is revoked.
  package var settleTime: Int64 = 3_000
  /// How long records may be on their way through a shared file system.
  package var recordPatience: Int64 = 10_000
  /// How long a contradiction, or silence of all witnesses, lasts before the outcome is unknown.
  package var silencePatience: Int64 = 300_000
  /// How long the scheduler may be silent about a program that failed by its own record.
  package var causePatience: Int64 = 60_000
  /// Between two attempts to have a job ended.
  package var cancelInterval: Int64 = 5_000
  /// The longest wait for a scheduler that does not answer.
  package var longestBackoff: Int64 = 60_000
  /// How long the scheduler's silence is kept from people.
  package var quietTime: Int64 = 15_000
  /// Submissions a second, and how many at once after a pause.
  package var submitRate: Int64 = 20
  package var submitBurst: Int64 = 100
  /// How often an attempt is submitted again that the scheduler lost before it started.
  package var mostSubmissions = 8
  /// The largest array, until the site says what it takes: Slurm's own default.
  package var largestArray = 1_001

  package init() {}
}
