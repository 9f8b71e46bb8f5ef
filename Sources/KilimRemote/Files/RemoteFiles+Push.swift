import KilimManifest
package import KilimTransport

extension RemoteFiles {
  /// Sends a file or a tree of this machine, as one stream, and publishes it.
  ///
  /// A target that is not there appears at once, with everything in it. A directory that is there
  /// keeps what it has, and each file appears at once in it, or replaces its namesake. Everything
  /// is checked by SHA-256 before, where the host has sha256sum(1).
  ///
  /// - Parameters:
  ///   - followsLinks: as `LocalFiles.copy` does; otherwise links stay links.
  ///   - extra: entries beside what is in the tree.
  package func push(
    _ source: String, to target: String, followsLinks: Bool = true, extra: [TarEntry] = [],
    cancelled: () -> Bool
  ) throws(RemoteError) {
    let entries: [TarEntry]
    do throws(TransferError) {
      entries = try TarEntry.tree(source, as: "content", followsLinks: followsLinks)
    } catch {
      throw local(error)
    }
    let added = extra.map { entry in
      var entry = entry
      entry.path = "content/" + entry.path
      return entry
    }
    var archive = TarWriter(entries + added, checksumFile: "sums")
    let answer = try connection.run(
      pushScript(target), patience: .transfer,
      input: { () throws(TransferError) in try archive.next() }, output: { _ in },
      cancelled: cancelled)
    try judge(answer, "cannot take in \(target)")
  }

  func judge(_ answer: SSHConnection.Answer, _ what: String) throws(RemoteError) {
    switch answer.status {
    case 0: return
    case 74:
      throw failed("\(what): what arrived is not what was sent", answer, isTemporary: true)
    default: throw failed(what, answer)
    }
  }

  func local(_ error: TransferError) -> RemoteError {
    var failure = RemoteError(
      .failed, systemId: connection.target.systemId, error.message, evidence: error.evidence)
    failure.isTemporary = error.isTemporary
    return failure
  }

  private func pushScript(_ target: String) -> String {
    """
    \(startPart(beside: target))
    tar -xpof - || give 73
    \(Self.check)
    place content \(ShellQuoting.quoted(target)) || give 75
    give 0
    """
  }

  /// Makes the temporary directory and goes there; `give STATUS` takes it away and ends.
  func startPart(beside target: String) -> String {
    let parent = ShellQuoting.quoted(parent(of: target))
    return """
      \(Self.place)
      mkdir -p -- \(parent) && cd \(parent) || exit 71
      give() { cd / && rm -rf "$part"; exit $1; }
      rm -rf .kilim-part-\(owner)-*
      part=$PWD/.kilim-part-\(owner)-$$
      mkdir "$part" && cd "$part" || exit 71
      """
  }

  func parent(of path: String) -> String {
    let steps = path.split(separator: "/").dropLast()
    return "/" + steps.joined(separator: "/")
  }

  static let check = #"""
    if command -v sha256sum >/dev/null && [ -s sums ]; then sha256sum -c --quiet sums >&2 || give 74; fi
    """#

  /// `place SOURCE TARGET`: by renaming; into a directory that is there, entry by entry.
  private static let place = #"""
    place() {
      if [ ! -e "$2" ] && [ ! -L "$2" ]; then mv -- "$1" "$2"; return; fi
      if [ ! -d "$1" ] || [ -L "$1" ]; then
        if [ -d "$2" ]; then echo "$2 is a directory; move it away" >&2; return 1; fi
        mv -f -- "$1" "$2"
        return
      fi
      if [ ! -d "$2" ]; then echo "$2 is a file; move it away" >&2; return 1; fi
      for e in "$1"/* "$1"/.[!.]* "$1"/..?*; do
        if [ -e "$e" ] || [ -L "$e" ]; then place "$e" "$2/${e##*/}" || return 1; fi
      done
    }
    """#
}
