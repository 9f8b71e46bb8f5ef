import ArgumentParser

/// A command of `kilim`: its arguments, and what it does with them.
protocol KilimCommand: ParsableCommand {
  var global: GlobalOptions { get }

  func execute(_ session: Session) throws(CommandFailure) -> ExitStatus
}

extension KilimCommand {
  mutating func run() throws {
    let status = try execute(global.session())
    if status != .done { throw ExitCode(status.rawValue) }
  }
}
