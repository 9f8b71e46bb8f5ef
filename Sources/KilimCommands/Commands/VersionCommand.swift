import ArgumentParser
import KilimModel

enum KilimVersion {
  static let number = "0.1.0"
  static let text = "kilim \(number)"
  static let json: JSONValue = ["name": "kilim", "version": .string(number)]
}

/// Touches nothing: no state, no library.
struct VersionCommand: KilimCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version.")

  @OptionGroup var output: OutputOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { try output.check(OutputForm.trees) }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    session.console.write(output.output.text(of: KilimVersion.json) ?? KilimVersion.text + "\n")
    return .done
  }
}
