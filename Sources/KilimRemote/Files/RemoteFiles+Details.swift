import KilimManifest
package import KilimModel

extension RemoteFiles {
  /// One file or link of a directory.
  package struct Detail: Sendable, Hashable {
    package var path: String
    package var bytes: Int64
    package var modified: Timestamp
  }

  /// The files and links below a directory, sorted by path; nil when there is none.
  package func details(_ directory: String) throws(RemoteError) -> [Detail]? {
    let answer = try connection.run(
      "cd \(ShellQuoting.quoted(directory)) 2>/dev/null || exit 3\n"
        + #"find . ! -type d -printf '%s %T@ %P\0'"#, patience: .transfer)
    if answer.status == 3 { return nil }
    guard answer.status == 0 else { throw failed("cannot list \(directory)", answer) }
    return Self.details(in: answer.output)
  }

  /// `SIZE SECONDS.FRACTION PATH`, each ended by a zero.
  static func details(in output: [UInt8]) -> [Detail] {
    let details = output.split(separator: 0).compactMap { line -> Detail? in
      let parts = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2)
      guard parts.count == 3, let bytes = Int64(parts[0]), let seconds = Double(parts[1]) else {
        return nil
      }
      return Detail(
        path: String(parts[2]), bytes: bytes,
        modified: Timestamp(milliseconds: Int64(seconds * 1000)))
    }
    return details.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
