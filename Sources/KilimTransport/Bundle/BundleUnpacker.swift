import Glibc
package import KilimModel

/// Unpacks the bundle of a ZIP application (Tapis reference, section 9.4).
package enum BundleUnpacker {
  /// Puts a bundle's content into a run's exec directory; may be repeated.
  ///
  /// Nothing of a bundle lands outside: names that are absolute or have `..`, links that lead out,
  /// and devices are refused before anything is moved into the directory. A bundle whose content
  /// is not the planned one any more is refused too.
  ///
  /// - Parameters:
  ///   - cancelled: asked several times a second; true ends it with an error.
  ///   - wait: lets milliseconds pass between tries of a download.
  package static func unpack(
    image: PlannedImage, into directory: String, cancelled: () -> Bool,
    wait: (_ milliseconds: Int) -> Void
  ) throws(TransferError) {
    try LocalFiles.createDirectories(directory, mode: 0o700)
    switch image.source {
    case .directory(let path):
      try verify(path, image.digest)
      _ = try LocalFiles.copy(from: path, to: directory, cancelled: cancelled)
    case .archive(let path), .inPlace(let path):
      try verify(path, image.digest)
      try unpack(archive: path, into: directory, cancelled: cancelled)
    case .url(let url):
      let archive = Paths.join(directory, name(of: url))
      _ = try Downloader.fetch(url: url, to: archive, cancelled: cancelled, wait: wait)
      try verify(archive, image.digest)
      try unpack(archive: archive, into: directory, cancelled: cancelled)
      if !image.keepArchive { try LocalFiles.remove(tree: archive) }
    case .remote(let system, _):
      throw TransferError(
        "this version fetches nothing from System \(system)", isTemporary: false)
    }
  }

  /// Unpacks an archive of this host.
  package static func unpack(
    archive: String, into directory: String, cancelled: () -> Bool
  ) throws(TransferError) {
    let partial = Paths.partial(for: Paths.join(directory, "bundle"))
    try LocalFiles.remove(tree: partial)
    do {
      let content = Paths.join(partial, "content")
      try LocalFiles.createDirectories(content, mode: 0o700)
      try extract(archive, partial, content, cancelled)
      try BundleInspection.inspect(content, of: archive)
      for name in try DirectoryListing.names(in: content) {
        try LocalFiles.remove(tree: Paths.join(directory, name))
        try LocalFiles.rename(Paths.join(content, name), to: Paths.join(directory, name))
      }
    } catch {
      try? LocalFiles.remove(tree: partial)
      throw error
    }
    try LocalFiles.remove(tree: partial)
  }

  private static func extract(
    _ archive: String, _ partial: String, _ content: String, _ cancelled: () -> Bool
  ) throws(TransferError) {
    guard FileStatus.of(archive)?.kind == .file else {
      throw TransferError("the bundle \(archive) is not there", isTemporary: false)
    }
    let format = BundleFormat(path: archive)
    // unzip reads wildcards in an archive's name, so it gets a plain one.
    let link = Paths.join(partial, "bundle")
    guard symlink(archive, link) == 0 else { throw .system("could not make \(link)", errno) }
    let listing = try run(format, format.listCommand(link), archive, cancelled)
    try BundleInspection.inspectNames(listing, of: archive)
    _ = try run(format, format.unpackCommand(link, into: content), archive, cancelled)
  }

  private static func run(
    _ format: BundleFormat, _ command: [String], _ archive: String, _ cancelled: () -> Bool
  ) throws(TransferError) -> String {
    let outcome = try ToolProcess.run(command, package: format.package, cancelled: cancelled)
    guard format.isSuccess(outcome.exitCode) else {
      let lines = outcome.output.split(separator: "\n").suffix(5).joined(separator: "\n")
      throw TransferError(
        "could not unpack the bundle \(archive): \(command[0]) ended with \(outcome.exitCode)",
        isTemporary: outcome.output.contains("No space left"), evidence: lines)
    }
    return outcome.output
  }

  private static func verify(_ path: String, _ digest: Digest?) throws(TransferError) {
    guard let digest, try TreeDigest.of(path) != digest else { return }
    throw TransferError(
      "the bundle \(path) changed after it was applied; apply again to run what it holds now",
      isTemporary: false)
  }

  /// The last segment of a URL's path.
  private static func name(of url: String) -> String {
    let name = PercentEncoding.decoded(Paths.name(RedactedURL(url).path)) ?? ""
    return name.isEmpty || name.contains("/") || name.hasPrefix(".") ? "bundle.zip" : name
  }
}
