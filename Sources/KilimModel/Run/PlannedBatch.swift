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
  /// Of a point of a sweep, how it goes with others; nil for a job of its own.
  package var packing: SweepSpec.Packing?

  package init() {}

  /// Changes an option that is there; one that a profile hides stays away.
  mutating func set(_ name: String, to number: Int) {
    for index in options.indices where options[index].name == name {
      options[index].value = CommandWord(String(number))
    }
  }
}
