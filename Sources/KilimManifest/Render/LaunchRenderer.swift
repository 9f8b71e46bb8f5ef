package import KilimModel

/// The launch of a run as text: what a person runs by hand to repeat it, or gives to the batch
/// scheduler.
package enum LaunchRenderer {
  /// `tapisjob.sh`. Inputs and the bundle must lie where staging puts them.
  ///
  /// A FORK job's script starts over in an empty environment, reads `tapisjob.env`, and runs the
  /// command as the launcher does; a BATCH job's is what `sbatch` takes (Tapis reference, sections
  /// 9.4 and 9.5).
  ///
  /// - Parameter includesEnvironment: the variables are in the script itself, which then needs no
  ///   `tapisjob.env`.
  package static func script(
    for plan: RunPlan, includesEnvironment: Bool = false
  ) -> String {
    let lines =
      if let batch = plan.batch {
        batchHead(batch) + comments(plan, includesEnvironment) + BatchScript.start(plan) + ["("]
          + (BatchScript.modules(batch) + body(plan, includesEnvironment)).map { "  " + $0 }
          + [")", "code=$?"] + BatchScript.end(plan)
      } else {
        ["#!/bin/sh"] + comments(plan, includesEnvironment) + cleanStart(plan)
          + body(plan, includesEnvironment)
      }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `tapisjob.env`: one line for each variable, for a POSIX shell to read.
  package static func environmentFile(for plan: RunPlan) -> String {
    plan.environment.reduce(into: "") { text, variable in text += export(variable) + "\n" }
  }

  /// The first lines of the script of an array whose tasks are runs like this one: what Slurm is
  /// asked for, without what is each run's own.
  package static func arrayHead(for plan: RunPlan) -> [String] {
    guard var batch = plan.batch else { return [] }
    batch.options.removeAll { ["--job-name", "--output", "--error"].contains($0.name) }
    return batchHead(batch)
  }

  /// The command as one line of a POSIX shell: prefix or MPI launcher, program, arguments. For ZIP
  /// the program is `"$program"`.
  private static func commandLine(_ plan: RunPlan, _ includesEnvironment: Bool) -> String {
    let words = plan.command.map(ShellQuoting.quote)
    let program =
      if let container = plan.container {
        ContainerCommand.words(container, plan, readsFile: !includesEnvironment)
      } else {
        plan.runtime == .zip ? [#""$program""#] : []
      }
    let command = (program + words).joined(separator: " ")
    // A prefix may be several commands, of which only the last one is ours to start.
    guard let prefix = plan.commandPrefix ?? plan.mpiCommand else { return "exec \(command)" }
    return "\(prefix) \(command)"
  }

  static func export(_ variable: PlannedVariable) -> String {
    "export \(variable.key)=\(ShellQuoting.quoted(variable.value))"
  }

  private static func body(_ plan: RunPlan, _ includesEnvironment: Bool) -> [String] {
    var lines = ["cd \(ShellQuoting.quoted(plan.directories.exec)) || exit 1"]
    if plan.container == nil {
      lines += environment(plan, includesEnvironment)
    } else if includesEnvironment {
      lines += ContainerCommand.exports(plan)
    }
    lines += plan.batch?.moduleCommands ?? []
    if plan.runtime == .zip { lines += programOfBundle }
    // The scheduler captures the streams of a batch script.
    if plan.batch == nil { lines.append("\(redirected(plan)) || exit 1") }
    return lines + [commandLine(plan, includesEnvironment)]
  }

  private static func environment(_ plan: RunPlan, _ isIncluded: Bool) -> [String] {
    isIncluded
      ? plan.environment.map(export)
      : [". \(ShellQuoting.quoted(plan.directories.exec + "/tapisjob.env"))"]
  }

  private static func comments(_ plan: RunPlan, _ includesEnvironment: Bool) -> [String] {
    let verb = plan.batch == nil ? "Repeats the launch of" : "Launches"
    let hand = plan.batch == nil ? ", by hand" : ""
    return [
      "# \(verb) \(plan.owner), run \(plan.uuid)\(hand).",
      includesEnvironment || plan.runtime.takesEnvironmentAsOptions
        ? "# It has the run's environment; nothing of yours gets in."
        : "# The run's environment is in tapisjob.env; nothing of yours gets in.",
    ]
  }

  /// A program of this host inherits what its shell has; a container gets what it is given.
  private static func cleanStart(_ plan: RunPlan) -> [String] {
    plan.container == nil ? [#"[ "$1" = --clean ] || exec env -i /bin/sh "$0" --clean"#] : []
  }

  /// sbatch(1) splits the words of a directive as a shell does, and expands nothing.
  private static func batchHead(_ batch: PlannedBatch) -> [String] {
    ["#!/bin/bash"]
      + batch.options.map { option in
        guard let value = option.value else { return "#SBATCH \(option.name)" }
        return "#SBATCH \(option.name)=\(ShellQuoting.quote(value.expanded { _ in nil }))"
      }
  }

  /// Tapis reference, section 9.4: the script of that name, else what the manifest names.
  private static let programOfBundle = [
    "program=./tapisjob_app.sh",
    #"[ -f "$program" ] || program=./$(sed -n 's/^tapisjob_executable=//p' tapisjob.manifest)"#,
    #"chmod +x "$program""#,
  ]

  /// The shell's own streams become the logs, so that a prefix writes there too.
  private static func redirected(_ plan: RunPlan) -> String {
    func path(_ name: String) -> String {
      ShellQuoting.quoted(PathText.joined(plan.directories.output, "/" + name))
    }
    let output = "exec > \(path(plan.stdoutFilename))"
    guard plan.stdoutFilename != plan.stderrFilename else { return output + " 2>&1" }
    return output + " 2> \(path(plan.stderrFilename))"
  }
}
