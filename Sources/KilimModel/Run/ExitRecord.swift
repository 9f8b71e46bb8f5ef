/// How a started program ended, as its launcher or its batch script saw it.
package enum ProgramEnd: Sendable, Hashable {
  case exited(code: Int32)
  case signalled(signal: Int32)
}

/// What a launcher knows of one program that has ended.
package struct ExitRecord: Sendable, Hashable {
  package var end: ProgramEnd
  package var started: Timestamp
  package var ended: Timestamp
  /// The largest resident set of the program and of its waited-for children, in KiB.
  ///
  /// Linux counts what the process held before it became the program too, which is the launcher's
  /// own memory: below `certainPeakMemoryKiB` the figure is only an upper bound.
  package var peakMemoryKiB: Int64
  /// User and system time, of the same.
  package var cpuMilliseconds: Int64
  /// The launcher ended the program because it ran past its time limit.
  package var timedOut: Bool
  /// The launcher ended the program because it was told to.
  package var cancelled: Bool
  /// Why its batch scheduler ended it; nil when it did not.
  package var scheduler: SchedulerEnd?

  /// More than a launcher ever holds.
  package static let certainPeakMemoryKiB: Int64 = 32 * 1024

  package init(
    end: ProgramEnd, started: Timestamp, ended: Timestamp, peakMemoryKiB: Int64 = 0,
    cpuMilliseconds: Int64 = 0, timedOut: Bool = false, cancelled: Bool = false,
    scheduler: SchedulerEnd? = nil
  ) {
    self.end = end
    self.started = started
    self.ended = ended
    self.peakMemoryKiB = peakMemoryKiB
    self.cpuMilliseconds = cpuMilliseconds
    self.timedOut = timedOut
    self.cancelled = cancelled
    self.scheduler = scheduler
  }
}
