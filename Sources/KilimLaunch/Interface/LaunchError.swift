/// Why the launcher could not be reached or cannot work. `message` says it to the user.
package enum LaunchError: Error, Sendable, Hashable {
  /// A system call on a path failed; `reason` is the system's word for it.
  case system(action: String, path: String, reason: String)
  /// The launcher went away. Make a new client: it starts a new launcher, which reads the journal.
  case gone
  /// The launcher of this directory holds its lock and does not answer.
  case unresponsive(directory: String)
  /// A launcher of another version of Kilim still works for this directory.
  case incompatible(launcherVersion: UInt32, clientVersion: UInt32)
  /// The launcher sent what cannot be understood.
  case protocolViolation(String)
  /// The launcher cannot write its journal: it starts nothing until it can. The client stays usable.
  case journal(reason: String)

  package var message: String {
    switch self {
    case .system(let action, let path, let reason): "cannot \(action) \(path): \(reason)"
    case .gone: "the launcher has ended unexpectedly"
    case .unresponsive(let directory):
      "the launcher of \(directory) does not answer although it holds launcher.lock; "
        + "it may run on another host that shares this directory"
    case .incompatible(let launcher, let client):
      "a launcher of another version of kilim is still at work (protocol \(launcher), this is "
        + "\(client)); it ends by itself soon after its last program"
    case .protocolViolation(let what): "the launcher sent a message that makes no sense: \(what)"
    case .journal(let reason):
      "the launcher cannot write its journal (\(reason)); it starts nothing until it can"
    }
  }
}
