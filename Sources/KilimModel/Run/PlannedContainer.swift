/// The container of a run; mounts, environment and user follow from the runtime's contract.
package struct PlannedContainer: Sendable, Hashable {
  /// As the runtime takes it: `docker://...`, a registry name, an absolute `.sif` path.
  package var image: String
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
