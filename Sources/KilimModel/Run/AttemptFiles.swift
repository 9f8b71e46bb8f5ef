/// The files by which a batch job and Kilim tell each other how an attempt stands. They lie in a
/// directory for each submission below the exec directory.
package enum AttemptFiles {
  /// Below the exec directory.
  package static let directory = "tapisjob.attempts"
  /// Made once, by a hard link: by the job with its start record, or by Kilim with `revoked`.
  package static let claim = "claim"
  package static let exit = "exit"
  /// What the submission is called in the scheduler.
  package static let job = "job"
  /// What Kilim's claim says.
  package static let revoked = "revoked\n"
}
