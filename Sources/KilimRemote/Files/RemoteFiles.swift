import KilimManifest
package import KilimModel
import KilimTransport

/// Files on a host, by absolute paths there.
///
/// Whatever is published is built under a temporary name beside its target and then renamed:
/// nobody ever sees half of it. For several threads.
package struct RemoteFiles: Sendable {
  package let connection: SSHConnection
  /// Of the run whose files they are: a try that was cut off leaves its temporary name, and the
  /// next one of the same run removes it.
  package let owner: String

  package init(_ connection: SSHConnection, owner: RunUUID) {
    self.connection = connection
    self.owner = owner.description
  }

  var place: String { "System \(connection.target.systemId)" }

  /// The last lines of a file, without a trailing newline; nil when there is no such file.
  package func tail(_ path: String, lines: Int, bytes: Int) throws(RemoteError) -> String? {
    let file = ShellQuoting.quoted(path)
    let answer = try connection.run(
      "[ -f \(file) ] || exit 3; tail -c \(bytes) \(file) | tail -n \(lines)")
    if answer.status == 3 { return nil }
    guard answer.status == 0 else { throw failed("cannot read \(path)", answer) }
    let text = answer.text
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// A file from a byte on; nil when there is no such file.
  ///
  /// - Parameter limit: how many bytes are read at most.
  package func read(
    _ path: String, from start: Int = 0, limit: Int
  ) throws(RemoteError) -> [UInt8]? {
    let file = ShellQuoting.quoted(path)
    let answer = try connection.run(
      "[ -f \(file) ] || exit 3; tail -c +\(start + 1) \(file) | head -c \(limit)",
      patience: .transfer)
    if answer.status == 3 { return nil }
    guard answer.status == 0 else { throw failed("cannot read \(path)", answer) }
    return answer.output
  }

  /// Removes a file or a directory with all that is in it; nothing there is fine.
  ///
  /// - Parameter mark: text that the path must have in it, so that nothing else is ever removed.
  package func remove(tree path: String, mark: String) throws(RemoteError) {
    guard path.hasPrefix("/"), path.contains(mark), !path.split(separator: "/").contains("..")
    else {
      throw RemoteError(
        .failed, systemId: connection.target.systemId, "\(path) is not removed: it is not the run's"
      )
    }
    let answer = try connection.run("rm -rf -- \(ShellQuoting.quoted(path))", patience: .transfer)
    guard answer.status == 0 else { throw failed("cannot remove \(path)", answer) }
  }

  func failed(
    _ what: String, _ answer: SSHConnection.Answer, isTemporary: Bool = false
  ) -> RemoteError {
    let words = answer.lastComplaint
    var error = RemoteError(
      .failed, systemId: connection.target.systemId, "\(place) \(what)\(words)",
      evidence: answer.complaints.isEmpty ? nil : answer.complaints)
    error.isTemporary =
      isTemporary || words.contains("No space left") || words.contains("Disk quota exceeded")
    return error
  }
}
