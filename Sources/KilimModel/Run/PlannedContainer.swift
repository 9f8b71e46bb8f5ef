/// The container of a run; mounts, environment and user follow from the runtime's contract.
package struct PlannedContainer: Sendable, Hashable {
  /// As the App names it: `docker://...`, a registry name, an absolute `.sif` path.
  package var image: String
  /// Where an image from a registry is kept, of a runtime that starts files; nil for others.
  package var file: String?
  /// `UID:GID` of the program; nil where the user of the exec system is not known yet.
  package var user: String?
  /// The runtime holds the program to `memoryMB`: somebody asked for so much.
  package var limitsMemory = false
  /// What `containerArgs` say, in their order; then the mounts of inputs in place.
  package var options: [PlannedOption] = []

  package init(image: String) { self.image = image }
}

/// One option of a container runtime or a batch scheduler, by its long name.
package struct PlannedOption: Sendable, Hashable {
  /// With its dashes, as in `--bind`.
  package var name: String
  /// Nil for a flag. `$NAME` is filled in on the execution host; a batch directive has none.
  package var value: CommandWord?

  package init(_ name: String, _ value: CommandWord? = nil) {
    self.name = name
    self.value = value
  }
}
