import KilimModel

/// The words that start a container around a program (Tapis reference, sections 9.2 and 9.3).
enum ContainerCommand {
  /// Runtime, options, mounts and image; the program's arguments follow.
  ///
  /// - Parameter readsFile: Singularity and Apptainer read `tapisjob.env`; else `exports` must come
  ///   before.
  static func words(
    _ container: PlannedContainer, _ plan: RunPlan, readsFile: Bool
  ) -> [String] {
    (plan.runtime.takesEnvironmentAsOptions ? docker(plan) : apptainer(plan, readsFile))
      + container.options.map(word) + gpus(container, plan) + mounts(plan)
      + [ShellQuoting.quote(container.image)]
  }

  /// The lines that hand the environment to a Singularity or Apptainer container without a file.
  static func exports(_ plan: RunPlan) -> [String] {
    guard !plan.runtime.takesEnvironmentAsOptions else { return [] }
    let prefix = plan.runtime == .apptainer ? "APPTAINERENV_" : "SINGULARITYENV_"
    return plan.environment.map {
      LaunchRenderer.export(PlannedVariable(prefix + $0.key, $0.value))
    }
  }

  private static func docker(_ plan: RunPlan) -> [String] {
    [
      plan.runtime == .podman ? "podman" : "docker", "run", "--rm", "--name=\(plan.uuid)",
      "--cidfile=" + ShellQuoting.quote("\(plan.directories.exec)/\(plan.uuid).cid"),
      // The user's own ids, so that outputs belong to the user.
      #"--user="$(id -u):$(id -g)""#, "--workdir=/TapisExec",
    ] + plan.environment.map { "--env=" + ShellQuoting.quote("\($0.key)=\($0.value)") }
  }

  private static func apptainer(_ plan: RunPlan, _ readsFile: Bool) -> [String] {
    [plan.runtime == .apptainer ? "apptainer" : "singularity", "run", "--cleanenv"]
      + (readsFile
        ? ["--env-file=" + ShellQuoting.quote("\(plan.directories.exec)/tapisjob.env")] : [])
  }

  private static func word(_ option: PlannedOption) -> String {
    guard let value = option.value else { return ShellQuoting.quote(option.name) }
    return ShellQuoting.quote(CommandWord(parts: [.text(option.name + "=")] + value.parts))
  }

  private static func gpus(_ container: PlannedContainer, _ plan: RunPlan) -> [String] {
    let own: Set = ["--gpus", "--nv", "--nvcli", "--rocm", "--device"]
    guard plan.gpus > 0, !container.options.contains(where: { own.contains($0.name) }) else {
      return []
    }
    switch plan.runtime {
    case .docker: return ["--gpus=\(plan.gpus)"]
    case .podman: return ["--device=nvidia.com/gpu=all"]
    default: return ["--nv"]
    }
  }

  private static func mounts(_ plan: RunPlan) -> [String] {
    let directories = plan.directories
    return [
      (directories.input, "/TapisInput", true), (directories.output, "/TapisOutput", false),
      (directories.exec, "/TapisExec", false),
    ].map { source, target, isReadOnly in
      guard plan.runtime.takesEnvironmentAsOptions else {
        return "--bind=" + ShellQuoting.quote("\(source):\(target)" + (isReadOnly ? ":ro" : ""))
      }
      let fields =
        ["type=bind", "source=\(source)", "target=\(target)"] + (isReadOnly ? ["readonly"] : [])
      return "--mount="
        + ShellQuoting.quote(fields.map(\.commaSeparatedField).joined(separator: ","))
    }
  }
}

extension Runtime {
  /// Docker's way: the environment is given by options of the command.
  var takesEnvironmentAsOptions: Bool { self == .docker || self == .podman }
}

extension String {
  /// A field of a line of comma-separated values, which `--mount` is (RFC 4180).
  fileprivate var commaSeparatedField: String {
    guard contains(",") || contains("\"") else { return self }
    let doubled = split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + doubled.joined(separator: "\"\"") + "\""
  }
}
