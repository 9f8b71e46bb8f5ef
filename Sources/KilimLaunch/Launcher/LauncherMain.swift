/// The launcher process: `kilim __launcher DIR`.
package enum LauncherMain {
  /// Serves until it has been idle for a while; the exit code of the process.
  package static func run(arguments: [String]) -> Int32 { 0 }
}
