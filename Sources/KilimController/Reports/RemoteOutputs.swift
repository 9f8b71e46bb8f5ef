package import KilimModel
import KilimRemote
import KilimTransport

/// The outputs of a run that lie on an SSH host; every call asks the host.
package struct RemoteOutputs: Sendable {
  /// One file or link.
  package struct Entry: Sendable, Hashable {
    /// Relative to the output directory.
    package var path: String
    package var bytes: Int64
    package var modified: Timestamp
  }

  /// The System, as the user calls it.
  package let systemId: String
  /// Where they may lie, the likeliest first.
  private let directories: [String]
  private let files: RemoteFiles

  /// A person who waits for an answer gives up sooner than an engine.
  private static let patience = SSHConnection.Patience(idle: 30, total: nil)

  init(_ connection: SSHConnection, owner: RunUUID, directories: [String]) {
    systemId = connection.target.systemId
    self.directories = directories
    files = RemoteFiles(connection, owner: owner)
  }

  /// The last lines of one output; nil when it is not there.
  package func tail(_ name: String, lines: Int, bytes: Int) throws(EngineError) -> String? {
    try first { (directory) throws(RemoteError) in
      try files.tail("\(directory)/\(name)", lines: lines, bytes: bytes)
    }
  }

  /// One output from a byte on; nil when it is not there.
  package func read(
    _ name: String, from start: Int = 0, limit: Int
  ) throws(EngineError) -> [UInt8]? {
    try first { (directory) throws(RemoteError) in
      try files.read("\(directory)/\(name)", from: start, limit: limit)
    }
  }

  /// All files, sorted by path, and the directory that has them; nil when there is none.
  package func list() throws(EngineError) -> (directory: String, entries: [Entry])? {
    try first { (directory) throws(RemoteError) in
      guard let entries = try files.details(directory) else { return nil }
      return (
        directory,
        entries.map { Entry(path: $0.path, bytes: $0.bytes, modified: $0.modified) }
      )
    }
  }

  /// Copies a file or a directory among the outputs to this machine. False when it is not there.
  package func fetch(_ path: String, to target: String) throws(EngineError) -> Bool {
    let parent = target.split(separator: "/").dropLast().joined(separator: "/")
    let folder = "/\(parent)/.kilim-fetch-\(files.owner)"
    do throws(TransferError) {
      try LocalFiles.remove(tree: folder)
      try LocalFiles.createDirectories(folder, mode: 0o700)
    } catch {
      throw EngineError(error.message)
    }
    defer { try? LocalFiles.remove(tree: folder) }
    let isThere = try first { (directory) throws(RemoteError) in
      let source = path.isEmpty ? directory : "\(directory)/\(path)"
      return try files.pull(source, followsLinks: false, into: folder) { false } ? true : nil
    }
    guard isThere == true else { return false }
    do throws(TransferError) {
      _ = try LocalFiles.copy(from: folder + "/content", to: target, cancelled: { false })
    } catch {
      throw EngineError(error.message)
    }
    return true
  }

  private func first<Value>(
    _ body: (String) throws(RemoteError) -> Value?
  ) throws(EngineError) -> Value? {
    do throws(RemoteError) {
      for directory in directories {
        if let value = try body(directory) { return value }
      }
      return nil
    } catch {
      throw EngineError(error.reason, hint: error.advice)
    }
  }
}
