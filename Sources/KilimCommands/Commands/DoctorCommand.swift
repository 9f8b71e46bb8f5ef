import ArgumentParser
import KilimController
import KilimModel

/// Looks for what could go wrong on this machine.
struct DoctorCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the state, the disk, the clock and the tools.",
    discussion:
      "With a System it looks at that: login, directories, disk, clock, programs, queues. "
      + "Exit code 1 when anything fails; each line says what to do.")

  @Argument(help: "A System to look at, as in cluster or system/cluster.")
  var system: String?
  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check([.text, .json, .yaml]) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let findings = try findings(session)
    let document = JSONValue.array(findings.map(\.json))
    let text =
      output.output.text(of: document) ?? Finding.text(findings, paint: session.console.paint)
    session.console.write(text)
    return findings.contains { $0.level == .fail } ? .failed : .done
  }

  private func findings(_ session: Session) throws(CommandFailure) -> [Finding] {
    guard let system else { return ownFindings(session) }
    let name = system.hasPrefix("system/") ? String(system.dropFirst("system/".count)) : system
    let plane = try session.open()
    let found = try engine { () throws(EngineError) in try plane.examine(name) }
    guard let found else {
      throw CommandFailure(
        .notFound, "there is no System `\(name)`", hint: "`kilim get systems` shows what there is")
    }
    return SystemCheck(name: name, found: found, now: session.now).findings()
  }

  private func ownFindings(_ session: Session) -> [Finding] {
    let facts = session.surroundings.facts
    let path = facts.variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    return StateCheck(path: session.statePath, now: session.now).findings()
      + [
        LauncherCheck(
          directory: session.statePath, executable: session.surroundings.executable
        ).finding()
      ] + ToolCheck(searchPath: path).findings() + [MailCheck(variable: facts.variable).finding()]
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
