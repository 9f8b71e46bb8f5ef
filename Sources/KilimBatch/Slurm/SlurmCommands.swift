/// Slurm's commands as words. Their output is read by `SlurmListing`, `SlurmAccounting` and
/// `SlurmSubmission`.
package enum SlurmCommands {
  /// What the commands see beside `PATH` and `SLURM_CONF`: nobody translates what they print.
  package static let environment = ["LC_ALL=C"]

  package struct Submission {
    /// What the job is called by its user, and then by `SubmissionName`.
    package var name: String
    package var comment: String
    /// How many tasks; nil for no array.
    package var tasks: Int?
    package var directory: String
    package var script: String
    package var arguments: [String]

    package init(
      name: String, comment: String, tasks: Int?, directory: String, script: String,
      arguments: [String]
    ) {
      self.name = name
      self.comment = comment
      self.tasks = tasks
      self.directory = directory
      self.script = script
      self.arguments = arguments
    }
  }

  package static func submit(_ submission: Submission) -> [String] {
    var words = ["sbatch", "--parsable", "--job-name=\(submission.name)"]
    words += ["--comment=\(submission.comment)", "--chdir=\(submission.directory)"]
    if let tasks = submission.tasks {
      // Each task writes to the files of its run.
      words += ["--array=0-\(tasks - 1)", "--output=/dev/null", "--error=/dev/null"]
    }
    return words + [submission.script] + submission.arguments
  }

  package static func list(user: String) -> [String] {
    // Lists of tasks are not to be cut.
    [
      "env", "SLURM_BITSTR_LEN=0", "squeue", "--noheader", "--user=\(user)", "--states=all",
      "--format=%i|%T|%r|%j",
    ]
  }

  /// Of the last month: ids are given out again some day.
  package static func account(names: [String]) -> [String] {
    [
      "sacct", "--noheader", "--parsable2", "--allocations", "--starttime=now-30days",
      "--name=\(names.joined(separator: ","))", "--format=JobID,State,ExitCode,JobName",
    ]
  }

  package static func cancel(_ ids: [String]) -> [String] { ["scancel"] + ids }

  package static let configuration = ["scontrol", "show", "config"]

  /// The job's name: what the user calls it, then ours. Commas and blanks would part it in lists.
  package static func jobName(_ users: String, _ name: SubmissionName) -> String {
    let safe = users.map { character in
      character.isASCII && (character.isLetter || character.isNumber || "_.-+@".contains(character))
        ? character : "-"
    }
    return "\(String(safe.prefix(80))).\(name.text)"
  }
}
