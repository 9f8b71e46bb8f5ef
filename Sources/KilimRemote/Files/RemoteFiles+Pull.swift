import KilimManifest
import KilimModel
import KilimTransport

extension RemoteFiles {
  /// Brings a file or a directory to this machine, as one stream, and checks it by SHA-256, where
  /// the host has sha256sum(1).
  ///
  /// - Parameters:
  ///   - paths: of a directory only these, relative to it; nil for all that is in it.
  ///   - followsLinks: as `LocalFiles.copy` does; otherwise links stay links.
  ///   - folder: an empty directory that nobody else writes to; gets `content`, the file or the
  ///     directory.
  /// - Returns: false when there is no such path.
  package func pull(
    _ path: String, paths: [String]? = nil, followsLinks: Bool, into folder: String,
    cancelled: () -> Bool
  ) throws(RemoteError) -> Bool {
    let content = folder + "/content"
    do throws(TransferError) {
      try LocalFiles.createDirectories(content, mode: 0o700)
    } catch {
      throw local(error)
    }
    var reader = TarReader(root: content)
    var list = paths.map { Self.list($0) }
    let answer = try connection.run(
      pullScript(path, isPartial: paths != nil, followsLinks), patience: .transfer,
      input: { () throws(TransferError) in
        defer { list = nil }
        return list
      },
      output: { (bytes) throws(TransferError) in try reader.take(bytes) }, cancelled: cancelled)
    switch answer.status {
    case 0, 4: break
    case 3: return false
    default:
      // Mostly that a file changed while it was read.
      throw failed("cannot send \(path)", answer, isTemporary: true)
    }
    guard reader.isComplete else {
      throw failed("sent only a part of \(path)", answer, isTemporary: true)
    }
    let isFile = answer.status == 4
    try compare(reader.digests, below: isFile ? parent(of: path) : path, cancelled)
    if isFile { try unwrap(content, path, folder) }
    return true
  }

  /// The files and links below a directory, relative to it; nil when there is none.
  package func list(_ directory: String) throws(RemoteError) -> [String]? {
    let answer = try connection.run(
      "cd \(ShellQuoting.quoted(directory)) 2>/dev/null || exit 3\n"
        + #"find . \( -type f -o -type l \) -print0"#, patience: .transfer)
    if answer.status == 3 { return nil }
    guard answer.status == 0 else { throw failed("cannot list \(directory)", answer) }
    return answer.output.split(separator: 0)
      .map { String(decoding: $0.dropFirst(2), as: UTF8.self) }.sorted()
  }

  /// For tar(1) and xargs(1): no name looks like an option.
  static func list(_ paths: [String]) -> [UInt8] {
    paths.flatMap { Array("./\($0)".utf8) + [0] }
  }

  /// Ends with 4 for a file, 3 for nothing.
  private func pullScript(_ path: String, isPartial: Bool, _ followsLinks: Bool) -> String {
    let follow = followsLinks ? "h" : ""
    let which = isPartial ? "--null -T -" : "."
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return """
      p=\(ShellQuoting.quoted(path))
      if [ -d "$p" ]; then
        cd "$p" && tar -c\(follow)f - \(which)
      elif [ -e "$p" ]; then
        cd \(ShellQuoting.quoted(parent(of: path))) && \
      tar -chf - \(ShellQuoting.quoted("./" + name)) && exit 4
      else
        exit 3
      fi
      """
  }

  private func unwrap(_ content: String, _ path: String, _ folder: String) throws(RemoteError) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    do throws(TransferError) {
      try LocalFiles.rename("\(content)/\(name)", to: folder + "/file")
      try LocalFiles.remove(tree: content)
      try LocalFiles.rename(folder + "/file", to: content)
    } catch {
      throw local(error)
    }
  }

  /// What came is what is there, or the host has no sha256sum(1) to say so.
  private func compare(
    _ digests: [String: Digest], below directory: String, _ cancelled: () -> Bool
  ) throws(RemoteError) {
    guard !digests.isEmpty else { return }
    var list: [UInt8]? = Self.list(digests.keys.sorted())
    var output: [UInt8] = []
    let answer = try connection.run(
      """
      command -v sha256sum >/dev/null && command -v xargs >/dev/null || exit 5
      cd \(ShellQuoting.quoted(directory)) && xargs -0 sha256sum
      """, patience: .transfer,
      input: { () throws(TransferError) in
        defer { list = nil }
        return list
      },
      output: { (bytes) throws(TransferError) in output += bytes }, cancelled: cancelled)
    if answer.status == 5 { return }
    let theirs = Set(output.split(separator: 0x0A))
    for (path, digest) in digests.sorted(by: { $0.key < $1.key }) {
      let line = Array(ChecksumLine.text(digest, "./\(path)").utf8.dropLast())
      guard theirs.contains(line[...]) else {
        throw failed(
          "has another \(directory)/\(path) than it sent; something may still be writing there",
          answer, isTemporary: true)
      }
    }
  }
}
