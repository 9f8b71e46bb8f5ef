package import KilimModel

/// The words that start a container around a program (Tapis reference, sections 9.2 and 9.3).
///
/// One contract for all runtimes: the image's own entrypoint gets the arguments; the user's ids; the
/// exec directory is home and working directory; the plan's variables and the image's, and nothing of
/// the host's; the run's directories under the same names; a process with the number 1 that is not
/// the program, so that signals do what they do outside.
package enum ContainerCommand {
  /// Where the exec directory is, inside.
  package static let workDirectory = "/TapisExec"

  /// The argument vector of one attempt of a FORK job; empty for a plan without a container.
  package static func arguments(of plan: RunPlan, attempt: Int) -> [CommandWord] {
    guard let container = plan.container else { return [] }
    return before(container, plan, attempt) + plan.command
  }

  /// The arguments with every `$NAME` filled in from the run's own environment.
  package static func filledArguments(of plan: RunPlan, attempt: Int) -> [String] {
    arguments(of: plan, attempt: attempt).map { word in
      word.expanded { name in plan.environment.last { $0.key == name }?.value }
    }
  }

  /// Of the container, or of the directory of an attempt: unique among all runs.
  package static func name(of plan: RunPlan, attempt: Int) -> String {
    attempt > 1 ? "\(plan.uuid)-\(attempt)" : "\(plan.uuid)"
  }

  /// Of the label that the containers of all runs have.
  package static let labelName = "kilim.run"

  /// What the container is known by to those who look for it.
  package static func label(of plan: RunPlan, attempt: Int) -> String {
    "\(labelName)=" + name(of: plan, attempt: attempt)
  }

  /// The attempt's own directory for what the runtime writes, below the exec directory; removed with
  /// the container.
  package static func scratch(of plan: RunPlan, attempt: Int) -> String {
    "\(plan.directories.exec)/.kilim-" + name(of: plan, attempt: attempt)
  }

  /// Where Docker and Podman note that they have made the container, and which it is.
  package static func identityFile(of plan: RunPlan, attempt: Int) -> String {
    scratch(of: plan, attempt: attempt) + "/container"
  }

  /// The variables that hand the environment to Apptainer and Singularity, whatever is in the values.
  package static func variables(of plan: RunPlan) -> [PlannedVariable] {
    guard plan.container != nil, !plan.runtime.takesEnvironmentAsOptions else { return [] }
    let prefix = plan.runtime == .apptainer ? "APPTAINERENV_" : "SINGULARITYENV_"
    // The home directory is an option of its own.
    return plan.environment.filter { $0.key != "HOME" }
      .map { PlannedVariable(prefix + $0.key, $0.value) }
  }

  /// Options of `containerArgs` that the engine's own steps replace: it brings the image before, and
  /// removes the container once its end is known.
  private static let replaced: Set = ["--rm", "--rmi", "--pull", "--init", "--quiet"]

  private static func before(
    _ container: PlannedContainer, _ plan: RunPlan, _ attempt: Int
  ) -> [CommandWord] {
    let given = Set(container.options.map(\.name))
    let own =
      plan.runtime.takesEnvironmentAsOptions
      ? docker(container, plan, attempt, given) : apptainer(plan, attempt, given)
    let memory =
      container.limitsMemory && !given.contains("--memory") ? ["--memory=\(plan.memoryMB)m"] : []
    return (own + memory).map { CommandWord($0) }
      + container.options.filter { !replaced.contains($0.name) }.map(word)
      + (gpus(container, plan) + mounts(plan) + [container.file ?? container.image])
      .map { CommandWord($0) }
  }

  private static func docker(
    _ container: PlannedContainer, _ plan: RunPlan, _ attempt: Int, _ given: Set<String>
  ) -> [String] {
    let user = container.user ?? ""
    var words = [
      plan.runtime.program, "run",
      "--name=" + name(of: plan, attempt: attempt), "--label=" + label(of: plan, attempt: attempt),
      "--cidfile=" + identityFile(of: plan, attempt: attempt), "--init", "--pull=never",
      "--user=" + user,
    ]
    if plan.runtime == .podman {
      // The host's proxies would get in.
      words.append("--http-proxy=false")
      // Without root, the user's ids inside are those outside only so.
      if !user.isEmpty, !user.hasPrefix("0:"), !given.contains("--userns") {
        words.append("--userns=keep-id")
      }
    }
    if !given.contains("--workdir") { words.append("--workdir=" + workDirectory) }
    return words + plan.environment.map { "--env=\($0.key)=\($0.value)" }
  }

  private static func apptainer(
    _ plan: RunPlan, _ attempt: Int, _ given: Set<String>
  ) -> [String] {
    let home = plan.environment.last { $0.key == "HOME" }?.value ?? workDirectory
    var words = [
      plan.runtime.program,
      // Errors only: what else it says would be among the program's words.
      "--silent", "run", "--containall", "--no-umask", "--no-eval",
    ]
    if given.isDisjoint(with: ["--writable", "--writable-tmpfs", "--overlay"]) {
      words.append("--writable-tmpfs")
    }
    if !given.contains("--workdir") {
      words.append("--workdir=" + scratch(of: plan, attempt: attempt))
    }
    if !given.contains("--home") { words.append("--home=\(plan.directories.exec):\(home)") }
    if given.isDisjoint(with: ["--pwd", "--cwd"]) { words.append("--pwd=" + workDirectory) }
    return words
  }

  static func word(_ option: PlannedOption) -> CommandWord {
    guard let value = option.value else { return CommandWord(option.name) }
    return CommandWord(parts: [.text(option.name + "=")] + value.parts)
  }

  static func gpus(_ container: PlannedContainer, _ plan: RunPlan) -> [String] {
    let own: Set = ["--gpus", "--nv", "--nvcli", "--nvccli", "--rocm", "--device"]
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
      (directories.exec, workDirectory, false),
    ].map { source, target, isReadOnly in
      let fields =
        ["type=bind", "source=\(source)", "target=\(target)"] + (isReadOnly ? ["readonly"] : [])
      return "--mount=" + fields.map(\.commaSeparatedField).joined(separator: ",")
    }
  }
}

extension Runtime {
  /// The command of a container runtime; empty for others.
  package var program: String {
    switch self {
    case .native, .zip: ""
    case .docker: "docker"
    case .podman: "podman"
    case .singularity: "singularity"
    case .apptainer: "apptainer"
    }
  }

  /// Docker's way: the environment is given by options of the command.
  package var takesEnvironmentAsOptions: Bool { self == .docker || self == .podman }
}

extension String {
  /// A field of a line of comma-separated values, which `--mount` is (RFC 4180).
  fileprivate var commaSeparatedField: String {
    guard contains(",") || contains("\"") else { return self }
    let doubled = split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + doubled.joined(separator: "\"\"") + "\""
  }
}
