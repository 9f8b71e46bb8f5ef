import Glibc

/// Gives a finished archive its place.
struct ArchivePublication {
  /// The temporary directory that holds the archive.
  let directory: String
  let archive: String
  let entries: [ArchiveEntry]
  let launchFiles: [String]

  /// All at once.
  func publishNew() throws(TransferError) {
    try LocalFiles.rename(directory, to: archive)
    synchronize(Paths.parent(archive))
  }

  /// File by file, into a directory that others may use too; what would not fit is found first.
  func merge() throws(TransferError) {
    let paths = entries.map(\.path) + launchFiles
    for path in paths { try refuseConflict(path) }
    for entry in entries {
      guard case .emptyDirectory = entry.content else {
        try move(entry.path)
        continue
      }
      try LocalFiles.createDirectories(Paths.join(archive, entry.path), mode: 0o777)
    }
    for name in launchFiles { try move(name) }
    synchronize(archive)
    try LocalFiles.remove(tree: directory)
  }

  private func move(_ path: String) throws(TransferError) {
    let target = Paths.join(archive, path)
    if path.contains("/") { try LocalFiles.createDirectories(Paths.parent(target), mode: 0o777) }
    try LocalFiles.rename(Paths.join(directory, path), to: target)
  }

  private func refuseConflict(_ path: String) throws(TransferError) {
    let isDirectory = FileStatus.ofLink(Paths.join(directory, path))?.kind == .directory
    let target = Paths.join(archive, path)
    if !isDirectory, FileStatus.ofLink(target)?.kind == .directory {
      throw TransferError(
        "could not archive the file \(path): \(target) is a directory; move it away",
        isTemporary: false)
    }
    var above = isDirectory ? target : Paths.parent(target)
    while above.utf8.count > archive.utf8.count {
      if let kind = FileStatus.of(above)?.kind, kind != .directory {
        throw TransferError(
          "could not archive \(path): \(above) is not a directory; move it away",
          isTemporary: false)
      }
      above = Paths.parent(above)
    }
  }

  /// The names are safe on a disk once their directory is; a file system that cannot sync a
  /// directory keeps its own promises.
  private func synchronize(_ path: String) {
    guard let directory = try? OpenFile(path, O_RDONLY | O_DIRECTORY) else { return }
    try? directory.synchronize()
  }
}
