import Glibc
import KilimCommands
import KilimLaunch

// Before all else: the launcher must be up within milliseconds and needs nothing of the rest.
if CommandLine.argc > 1, CommandLine.arguments[1] == "__launcher" {
  exit(LauncherMain.run(arguments: Array(CommandLine.arguments.dropFirst(2))))
}

exit(CommandLineInterface.run(Array(CommandLine.arguments.dropFirst())))
