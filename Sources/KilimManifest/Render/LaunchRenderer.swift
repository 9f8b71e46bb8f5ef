package import KilimModel

/// The launch of a run as text: what a person runs by hand to repeat it.
package enum LaunchRenderer {
  /// `tapisjob.sh`: starts over in an empty environment, reads `tapisjob.env`, and runs the command
  /// as the launcher does. Inputs and the bundle must lie where staging puts them.
  ///
  /// - Parameter includesEnvironment: the variables are in the script itself, which then needs no
  ///   `tapisjob.env`.
  package static func script(
    for plan: RunPlan, includesEnvironment: Bool = false
  ) -> String {
    let exec = ShellQuoting.quoted(plan.directories.exec)
    var lines = [
      "#!/bin/sh",
      "# Repeats the launch of \(plan.owner), run \(plan.uuid), by hand.",
      includesEnvironment
        ? "# It has the run's environment; nothing of yours gets in."
        : "# The run's environment is in tapisjob.env; nothing of yours gets in.",
      #"[ "$1" = --clean ] || exec env -i /bin/sh "$0" --clean"#,
      "cd \(exec) || exit 1",
    ]
    if includesEnvironment {
      lines += plan.environment.map(export)
    } else {
      lines.append(". \(ShellQuoting.quoted(plan.directories.exec + "/tapisjob.env"))")
    }
    if plan.runtime == .zip { lines += Self.programOfBundle }
    lines.append("\(redirected(plan)) || exit 1")
    lines.append(commandLine(for: plan))
    return lines.joined(separator: "\n") + "\n"
  }

  /// `tapisjob.env`: one line for each variable, for a POSIX shell to read.
  package static func environmentFile(for plan: RunPlan) -> String {
    plan.environment.reduce(into: "") { text, variable in text += export(variable) + "\n" }
  }

  private static func export(_ variable: PlannedVariable) -> String {
    "export \(variable.key)=\(ShellQuoting.quoted(variable.value))"
  }

  /// The command as one line of a POSIX shell: prefix or MPI launcher, program, arguments. For ZIP
  /// the program is `"$program"`.
  package static func commandLine(for plan: RunPlan) -> String {
    let words = plan.command.map(ShellQuoting.quote)
    let command = ((plan.runtime == .zip ? [#""$program""#] : []) + words).joined(separator: " ")
    // A prefix may be several commands, of which only the last one is ours to start.
    guard let prefix = plan.commandPrefix ?? plan.mpiCommand else { return "exec \(command)" }
    return "\(prefix) \(command)"
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
