package import KilimModel

/// The launch of a run as text: what a person runs by hand to repeat it.
package enum LaunchRenderer {
  /// `tapisjob.sh`: starts over in an empty environment, reads `tapisjob.env` beside it, and runs
  /// the command as the launcher does.
  package static func script(for plan: RunPlan) -> String {
    ""
  }

  /// `tapisjob.env`: one line for each variable, for a POSIX shell to read.
  package static func environmentFile(for plan: RunPlan) -> String {
    plan.environment.reduce(into: "") { text, variable in
      text += "export \(variable.key)=\(ShellQuoting.quoted(variable.value))\n"
    }
  }
}
