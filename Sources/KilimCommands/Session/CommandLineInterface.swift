import ArgumentParser
import Glibc

/// The whole command line.
package enum CommandLineInterface {
  /// Runs one command.
  ///
  /// - Parameter arguments: without the program's name.
  /// - Returns: the exit code of the process.
  package static func run(_ arguments: [String]) -> Int32 {
    // Asked for by scripts again and again: not worth the parser's start-up.
    if arguments == ["version"] || arguments == ["--version"] {
      Console.write(KilimVersion.text + "\n", to: STDOUT_FILENO)
      return ExitStatus.done.rawValue
    }
    do {
      var command = try Kilim.parseAsRoot(arguments)
      try command.run()
      return ExitStatus.done.rawValue
    } catch let failure as CommandFailure {
      console(arguments).fail(failure.text)
      return failure.status.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return report(error, arguments)
    }
  }

  private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
    let code = Kilim.exitCode(for: error).rawValue
    switch code {
    case ExitStatus.done.rawValue:
      // `--help` and the like.
      Console.write(Kilim.fullMessage(for: error) + "\n", to: STDOUT_FILENO)
      return code
    case EX_USAGE:
      Console.write(Kilim.fullMessage(for: error) + "\n", to: STDERR_FILENO)
      return ExitStatus.usage.rawValue
    default:
      let failure = CommandFailure(.internalFault, "something unforeseen stopped the command")
      console(arguments).fail(failure.text)
      return failure.status.rawValue
    }
  }

  private static func console(_ arguments: [String]) -> Console {
    Console(
      isQuiet: false, noColor: arguments.contains("--no-color"),
      variable: { getenv($0).map { String(cString: $0) } })
  }
}
