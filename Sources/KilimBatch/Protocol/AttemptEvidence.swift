package import KilimModel

/// What lies on the execution side about an attempt: proof, whatever a scheduler says.
package enum AttemptEvidence: Hashable, Sendable {
  /// No submission was ever prepared, or its directory is gone.
  case none
  case submission(SubmissionEvidence)
}

/// Of the newest submission of an attempt. All older ones are revoked: none can start any more.
package struct SubmissionEvidence: Hashable, Sendable {
  package enum Claim: Hashable, Sendable {
    /// It may still start.
    case open
    /// Its job has it: the program was started, or is about to be.
    case started
    /// Kilim has it: this submission can never start.
    case revoked
  }

  package var number: Int
  /// What it is called in the scheduler.
  package var name: JobName
  package var claim: Claim
  /// Nil until the job has said so.
  package var start: StartRecord?
  package var exit: JobExitRecord?

  package init(
    number: Int, name: JobName, claim: Claim, start: StartRecord? = nil,
    exit: JobExitRecord? = nil
  ) {
    self.number = number
    self.name = name
    self.claim = claim
    self.start = start
    self.exit = exit
  }
}

/// What a job writes before it starts its program.
package struct StartRecord: Hashable, Sendable {
  package var started: Timestamp
  /// The scheduler's id of the job that started it, as in `SchedulerRow`.
  package var id: String
  /// The number by which the scheduler knows it alone; 0 when there is none.
  package var job: Int32
  package var host: String

  package init(started: Timestamp, id: String, job: Int32, host: String) {
    self.started = started
    self.id = id
    self.job = job
    self.host = host
  }
}

/// What a job writes when its program has ended.
package struct JobExitRecord: Hashable, Sendable {
  package var started: Timestamp
  package var ended: Timestamp
  /// As a shell has it: 128 and the number for a signal.
  package var code: Int32
  package var cpuMilliseconds: Int64

  package init(
    started: Timestamp, ended: Timestamp, code: Int32, cpuMilliseconds: Int64 = 0
  ) {
    self.started = started
    self.ended = ended
    self.code = code
    self.cpuMilliseconds = cpuMilliseconds
  }

  /// A shell does not tell an exit code above 128 from a signal; real-time signals have no names.
  package var end: ProgramEnd {
    (129...159).contains(code) ? .signalled(signal: code - 128) : .exited(code: code)
  }
}
