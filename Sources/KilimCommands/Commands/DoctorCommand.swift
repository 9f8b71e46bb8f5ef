import ArgumentParser
import KilimController
import KilimModel

/// Looks for what could go wrong on this machine.
struct DoctorCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the state, the disk, the clock and the tools.",
    discussion: "Exit code 1 when anything fails; each line says what to do.")

  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json, .yaml]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let facts = session.surroundings.facts
    let path = facts.variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    let findings =
      StateCheck(path: session.statePath, now: session.now).findings()
      + [
        LauncherCheck(
          directory: session.statePath, executable: session.surroundings.executable
        ).finding()
      ] + ToolCheck(searchPath: path).findings() + [MailCheck(variable: facts.variable).finding()]
    let document = JSONValue.array(findings.map(\.json))
    let text =
      output.output.text(of: document) ?? Finding.text(findings, paint: session.console.paint)
    session.console.write(text)
    return findings.contains { $0.level == .fail } ? .failed : .done
  }
}

extension Finding {
  var json: JSONValue {
    [
      "level": .string(level.rawValue), "subject": .string(subject), "message": .string(message),
      "remedy": .text(remedy),
    ]
  }
}
