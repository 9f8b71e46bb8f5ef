import KilimModel

/// The words that start a container in the script of a batch job (Tapis reference, section 9.5).
///
/// The processes of an MPI program see each other here: they share what a machine has.
enum BatchContainerCommand {
  /// Runtime, options, mounts and image; the program's arguments follow.
  ///
  /// - Parameter readsFile: Singularity and Apptainer read `tapisjob.env`; else `exports` must come
  ///   before.
  static func words(
    _ container: PlannedContainer, _ plan: RunPlan, readsFile: Bool
  ) -> [String] {
    [plan.runtime.program, "run", "--cleanenv"]
      + (readsFile
        ? ["--env-file=" + ShellQuoting.quote("\(plan.directories.exec)/tapisjob.env")] : [])
      + container.options.map { ShellQuoting.quote(ContainerCommand.word($0)) }
      + ContainerCommand.gpus(container, plan) + binds(plan)
      + [ShellQuoting.quote(container.image)]
  }

  /// The lines that hand the environment to the container without a file.
  static func exports(_ plan: RunPlan) -> [String] {
    let prefix = plan.runtime == .apptainer ? "APPTAINERENV_" : "SINGULARITYENV_"
    return plan.environment.map {
      LaunchRenderer.export(PlannedVariable(prefix + $0.key, $0.value))
    }
  }

  private static func binds(_ plan: RunPlan) -> [String] {
    let directories = plan.directories
    return [
      "\(directories.input):/TapisInput:ro", "\(directories.output):/TapisOutput",
      "\(directories.exec):/TapisExec",
    ].map { "--bind=" + ShellQuoting.quote($0) }
  }
}
