import KilimModel

/// Outputs that stay where they are.
enum ArchiveInPlace {
  static func keep(
    _ request: ArchiveRequest, _ listing: ArchiveListing, _ cancelled: () -> Bool
  ) throws(TransferError) -> ArchiveReport {
    var report = ArchiveReport(files: 0, bytes: 0, digest: .of(""), skipped: listing.skipped)
    for file in request.launchFiles {
      try LocalFiles.write(
        file.bytes, to: Paths.join(request.output, file.name), mode: file.mode, isSynced: false)
      report.files += 1
      report.bytes += Int64(file.bytes.count)
    }
    let launchFiles = Set(request.launchFiles.map(\.name))
    var hasher = Digest.Hasher()
    for entry in listing.entries where !launchFiles.contains(entry.path) {
      if cancelled() { throw .cancelled }
      let path = Paths.join(request.output, entry.path)
      switch entry.content {
      case .file:
        hasher.add(entry.path, try TreeDigest.ofFile(path))
        report.files += 1
        report.bytes += FileStatus.of(path)?.size ?? 0
      case .link(let text), .innerLink(let text, _, _):
        hasher.add(entry.path, .of("link \(text)"))
      case .emptyDirectory: break
      }
    }
    report.digest = hasher.finish()
    return report
  }
}
