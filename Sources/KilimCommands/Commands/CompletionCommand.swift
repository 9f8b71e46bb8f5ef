import ArgumentParser

struct CompletionCommand: KilimCommand {
  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Print a completion script for a shell.",
    discussion: """
      bash: kilim completion bash > ~/.local/share/bash-completion/completions/kilim
      zsh:  kilim completion zsh > a directory of $fpath, as _kilim
      fish: kilim completion fish > ~/.config/fish/completions/kilim.fish
      """)

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell
  @OptionGroup var global: GlobalOptions

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus {
    let known: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    session.console.line(Kilim.completionScript(for: known))
    return .done
  }
}
