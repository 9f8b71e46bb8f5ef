import Glibc
import KilimModel

/// Brings a run's outputs to their archive (Tapis reference, section 10).
package enum Archiver {
  static let temporaryPrefix = ".kilim-archive-"

  /// Copies, verifies and publishes; may be repeated after any failure or crash.
  ///
  /// Everything is copied to a temporary directory first, and each copy is read back and compared
  /// by size and SHA-256. An archive directory that is not there yet then appears at once and
  /// complete. One that is there keeps what it has, and each file appears in it at once, or
  /// replaces its namesake.
  ///
  /// Links into the outputs stay links; a link to a file outside becomes that file; a link to a
  /// directory outside stays a link, made absolute. Empty directories are kept unless a filter
  /// says otherwise.
  ///
  /// With `archive` equal to `output` the outputs stay where they are, whatever the filters say:
  /// the launch files are put there and everything is read once for its digest.
  ///
  /// - Parameter cancelled: asked between files and pieces of files.
  package static func publish(
    _ request: ArchiveRequest, cancelled: () -> Bool
  ) throws(TransferError) -> ArchiveReport {
    try publish(request, cancelled: cancelled) { _ in }
  }

  /// - Parameter written: called with the path of each copy before it is read back.
  static func publish(
    _ request: ArchiveRequest, cancelled: () -> Bool, written: (String) -> Void
  ) throws(TransferError) -> ArchiveReport {
    var request = request
    request.archive = Paths.trimmed(request.archive)
    request.output = Paths.trimmed(request.output)
    if isInPlace(request) {
      let listing = try ArchiveListing(output: request.output, archive: nil)
      return try ArchiveInPlace.keep(request, listing, cancelled)
    }
    let listing = try ArchiveListing(output: request.output, archive: request.archive)
    let selection = ArchiveSelection(
      listing.entries,
      filter: try ArchiveFilter(includes: request.includes, excludes: request.excludes),
      reserved: Set(request.launchFiles.map(\.name)))
    let builder = try build(request, selection, cancelled, written)
    return ArchiveReport(
      files: builder.files, bytes: builder.bytes, digest: builder.digest,
      skipped: listing.skipped)
  }

  private static func isInPlace(_ request: ArchiveRequest) -> Bool {
    if request.archive == request.output { return true }
    guard let archive = LocalFiles.resolved(request.archive) else { return false }
    return archive == LocalFiles.resolved(request.output)
  }

  private static func build(
    _ request: ArchiveRequest, _ selection: ArchiveSelection, _ cancelled: () -> Bool,
    _ written: (String) -> Void
  ) throws(TransferError) -> ArchiveBuilder {
    let isNew = try !isThere(request.archive)
    let temporary = temporaryName(request, isNew: isNew)
    // A crash before the archive was there, or after, may have left either of them.
    try LocalFiles.remove(tree: temporaryName(request, isNew: !isNew))
    try LocalFiles.createDirectories(Paths.parent(request.archive), mode: 0o777)
    var builder = ArchiveBuilder(request, in: temporary)
    let publication = ArchivePublication(
      directory: temporary, archive: request.archive, entries: selection.entries,
      launchFiles: request.launchFiles.map(\.name))
    do {
      try builder.build(selection, cancelled: cancelled, written: written)
      if isNew { try publication.publishNew() } else { try publication.merge() }
    } catch {
      try? LocalFiles.remove(tree: temporary)
      throw error
    }
    return builder
  }

  private static func isThere(_ archive: String) throws(TransferError) -> Bool {
    guard let kind = FileStatus.of(archive)?.kind else { return false }
    guard kind == .directory else {
      throw TransferError(
        "the archive directory \(archive) is a file; move it away", isTemporary: false)
    }
    return true
  }

  /// Beside a new archive, for one rename; inside one that is there, which may be a mount point
  /// or the only place where the user may write.
  private static func temporaryName(_ request: ArchiveRequest, isNew: Bool) -> String {
    let place = isNew ? Paths.parent(request.archive) : request.archive
    return Paths.join(place, temporaryPrefix + request.runUUID)
  }
}
