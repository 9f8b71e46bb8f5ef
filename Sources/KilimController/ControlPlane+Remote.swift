import KilimModel
import KilimRemote
import KilimTransport

extension ControlPlane {
  /// The outputs of a run, when they lie on an SSH host; nil when they are on this machine.
  package func remoteOutputs(of report: RunReport) throws(EngineError) -> RemoteOutputs? {
    guard let target = report.outputs.host else { return nil }
    return RemoteOutputs(
      try connection(to: target), owner: report.uuid, directories: report.outputs.directories)
  }

  /// A connection of this process, shared with the engine that may be running.
  func connection(to target: SSHTarget) throws(EngineError) -> SSHConnection {
    do throws(TransferError) {
      return SSHConnection(
        target,
        SSHSettings(
          socketDirectory: try SocketDirectory.make(in: stateDirectory.path),
          configuration: surroundings.facts.variable("KILIM_SSH_CONFIG")))
    } catch {
      throw EngineError(error.message)
    }
  }
}
