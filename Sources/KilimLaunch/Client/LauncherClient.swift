/// The engine's end of the connection to the launcher of a state directory. For one thread.
package final class LauncherClient {
  /// Readable when `receive()` has something to say, or to throw.
  package let descriptor: Int32 = -1

  /// Connects to the launcher of `directory`, and starts one from `executable` when there is none.
  ///
  /// Returns without waiting for the launcher to be up: what is sent meanwhile waits for it.
  package init(directory: String, executable: String) throws(LaunchError) {
    throw .gone
  }

  /// Starts a launcher, when there is none, so that it is up when it is needed. Does not block.
  package static func prestart(directory: String, executable: String) throws(LaunchError) {}

  /// How many programs of a group may run at once; without it, as many as there are cores.
  package func setSlots(_ slots: Int, group: String) throws(LaunchError) {}

  /// Asks for programs to be started, in order within their group.
  ///
  /// A token that the launcher already knows is not started again; its outcome is sent again.
  package func submit(_ requests: [LaunchRequest]) throws(LaunchError) {}

  /// Tells what became of tokens, and has their further events sent to this client.
  package func attach(
    _ tokens: [LaunchToken]
  ) throws(LaunchError) -> [LaunchToken: LaunchEvidence] { [:] }

  /// Ends programs: SIGTERM to the whole tree, SIGKILL after the grace time.
  package func cancel(_ tokens: [LaunchToken]) throws(LaunchError) {}

  /// All events that have arrived. Never blocks.
  package func receive() throws(LaunchError) -> [LaunchEvent] { [] }

  /// Lets the launcher forget tokens whose outcome is stored; they must never be submitted again.
  package func acknowledge(_ tokens: [LaunchToken]) throws(LaunchError) {}
}
