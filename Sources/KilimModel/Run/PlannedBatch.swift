/// What a batch scheduler is asked for (Tapis reference, section 9.5).
package struct PlannedBatch: Sendable, Hashable {
  package var scheduler = SchedulerType.slurm
  /// The logical queue of the System.
  package var queue = ""
  /// All options of the script, sorted by name; those that a profile hides are left out.
  package var options: [PlannedOption] = []
  /// Whole lines that come before the command, as `module load apptainer`.
  package var moduleCommands: [String] = []
  /// The SchedulerProfile that gave them; nil for none.
  package var profile: String?

  package init() {}
}
