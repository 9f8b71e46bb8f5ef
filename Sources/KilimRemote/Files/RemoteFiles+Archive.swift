import KilimManifest
package import KilimModel
package import KilimTransport

extension RemoteFiles {
  /// Copies files of a directory to another one of the same host, checks the copies by SHA-256 and
  /// publishes them as `push` does; nothing of it comes here.
  ///
  /// - Parameters:
  ///   - paths: files and links, relative to `source`; nil for all that is in it.
  ///   - extra: entries beside them, at the top.
  /// - Returns: the SHA-256 of each file but those; empty where the host has no sha256sum(1).
  package func archive(
    _ source: String, paths: [String]?, to target: String, extra: [TarEntry], cancelled: () -> Bool
  ) throws(RemoteError) -> [String: Digest] {
    let lists = [TarEntry("list", .bytes(Self.list(paths ?? [])))]
    let added = extra.map { entry in
      var entry = entry
      entry.path = "content/" + entry.path
      return entry
    }
    var archive = TarWriter(lists + added, checksumFile: "sums")
    var output: [UInt8] = []
    let answer = try connection.run(
      copyScript(source, target, isPartial: paths != nil, extra.map(\.path)), patience: .transfer,
      input: { () throws(TransferError) in try archive.next() },
      output: { (bytes) throws(TransferError) in output += bytes }, cancelled: cancelled)
    if answer.status == 3 {
      throw failed("has no \(source) any more; nothing can be archived", answer)
    }
    try judge(answer, "cannot archive \(source) to \(target)")
    return ChecksumLine.digests(output)
  }

  /// Copies a file or a directory of the host, links followed, as `LocalFiles.copy` does.
  ///
  /// - Returns: false when there is no such path.
  package func copy(
    _ source: String, to target: String, cancelled: () -> Bool
  ) throws(RemoteError) -> Bool {
    let answer = try connection.run(
      """
      [ -e \(ShellQuoting.quoted(source)) ] || exit 3
      \(startPart(beside: target))
      cp -RLp -- \(ShellQuoting.quoted(source)) content || give 73
      place content \(ShellQuoting.quoted(target)) || give 75
      give 0
      """, patience: .transfer, cancelled: cancelled)
    if answer.status == 3 { return false }
    try judge(answer, "cannot copy \(source) to \(target)")
    return true
  }

  private func copyScript(
    _ source: String, _ target: String, isPartial: Bool, _ extra: [String]
  ) -> String {
    // No file at all is nothing that tar would pack.
    let pack =
      isPartial
      ? #"{ [ ! -s "$part/list" ] || tar -cf - --null -T "$part/list"; }"# : "tar -cf - ."
    let others = extra.map { "! -path \(ShellQuoting.quoted("./" + $0))" }.joined(separator: " ")
    return """
      [ -d \(ShellQuoting.quoted(source)) ] || exit 3
      \(startPart(beside: target))
      tar -xpof - || give 73
      \(Self.check)
      mkdir -p content && cd \(ShellQuoting.quoted(source)) || give 73
      \(pack) >"$part/tar" || give 73
      cd "$part/content" && { [ ! -s "$part/tar" ] || tar -xpof "$part/tar"; } || give 73
      if command -v sha256sum >/dev/null; then
        find . -type f \(others) -exec sha256sum {} + >"$part/copied" || give 74
        cd \(ShellQuoting.quoted(source)) || give 73
        if [ -s "$part/copied" ]; then sha256sum -c --quiet "$part/copied" >&2 || give 74; fi
        cat "$part/copied"
      fi
      cd "$part" || give 73
      place content \(ShellQuoting.quoted(target)) || give 75
      give 0
      """
  }
}
