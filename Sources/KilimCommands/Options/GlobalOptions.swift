import ArgumentParser
import KilimController

/// What every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .long, help: "The state directory (default: $KILIM_STATE, else ~/.local/state/kilim).",
    completion: .directory)
  var state: String?

  @Flag(name: .long, help: "No colours. NO_COLOR in the environment says the same.")
  var noColor = false

  @Flag(name: [.long, .customShort("q")], help: "Results and errors only.")
  var quiet = false

  func session() throws(CommandFailure) -> Session {
    let surroundings = Surroundings.ofThisProcess()
    let console = Console(
      isQuiet: quiet, noColor: noColor, variable: surroundings.facts.variable)
    let path = try StatePath.resolve(option: state, variable: surroundings.facts.variable)
    return Session(console: console, surroundings: surroundings, statePath: path)
  }
}
