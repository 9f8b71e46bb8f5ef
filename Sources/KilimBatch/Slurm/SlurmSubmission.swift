/// What an answer of `sbatch` proves. That it failed does not prove that nothing was submitted.
package enum SlurmSubmission {
  package static func answer(_ result: CommandResult) -> SubmitAnswer {
    switch result {
    case .overdue: return .doubtful(reason: "sbatch did not answer in time")
    case .missing(let reason): return .refused(reason: reason)
    case .exited(let code, let output, let errors):
      let reason = SlurmErrors.reason(errors)
      if code == 0 {
        guard let id = id(output) else {
          return .doubtful(reason: "sbatch printed no job id: \(reason)")
        }
        return .accepted(id: id)
      }
      if (129...159).contains(code) {
        return .doubtful(reason: "sbatch was killed by signal \(code - 128)")
      }
      if passing.contains(where: errors.contains) { return .busy(reason: reason) }
      if SlurmErrors.isSilence(errors) { return .doubtful(reason: reason) }
      return .refused(reason: "sbatch refused the job: \(reason)")
    }
  }

  /// The last line of digits, perhaps with a cluster's name: banners may come before it.
  private static func id(_ output: String) -> String? {
    for line in output.split(separator: "\n").reversed() {
      let digits = line.prefix { $0 != ";" }
      if !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) {
        return String(digits)
      }
    }
    return nil
  }

  /// Refusals that pass: nothing was submitted, and later it may be.
  private static let passing = [
    "MaxSubmitJob", "GrpSubmitJob", "temporarily unable to accept job",
    "Resource temporarily unavailable", "Required partition not available",
    "in standby mode", "Reached the maximum number of jobs",
  ]
}

/// The words of Slurm's commands about themselves.
package enum SlurmErrors {
  /// On one line, without the names of the commands, for people.
  package static func reason(_ errors: String) -> String {
    var lines: [String] = []
    for line in errors.split(separator: "\n") {
      var text = line
      for prefix in [
        "sbatch: ", "scancel: ", "squeue: ", "sacct: ", "error: ", "slurm_load_jobs error: ",
      ]
      where text.hasPrefix(prefix) {
        text = text.dropFirst(prefix.count)
      }
      if text.hasPrefix("Batch job submission failed: ") { text = text.dropFirst(29) }
      if !text.isEmpty, !lines.contains(String(text)) { lines.append(String(text)) }
    }
    return lines.isEmpty ? "without a word" : lines.joined(separator: "; ")
  }

  /// Whether it may be that nobody answered: then nothing is known.
  package static func isSilence(_ errors: String) -> Bool {
    silences.contains(where: errors.contains)
  }

  private static let silences = [
    "timed out", "Unable to contact slurm controller", "Zero Bytes were transmitted",
    "Protocol authentication error", "Munge", "Connection refused", "Connection reset",
    "Unexpected message received", "Message receive failure", "Message send failure",
    "Insane message length", "Slurm controller not found", "Communication",
  ]
}
