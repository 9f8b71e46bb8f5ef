import Glibc
import KilimModel
import KilimTransport

/// Copies of bundles that lie beside manifests, kept by content: what was applied is what runs,
/// whatever happens to the directory afterwards.
struct BundleSnapshots: Sendable {
  /// `images` in the state directory.
  let directory: String

  /// Keeps a copy of the bundle, unless one is there.
  func store(_ image: PlannedImage) throws(TransferError) {
    guard let digest = image.digest else { return }
    switch image.source {
    case .url, .inPlace, .remote: return
    case .directory(let source): try copy(source, to: path(of: digest), digest)
    case .archive(let source):
      try LocalFiles.createDirectories(path(of: digest), mode: 0o700)
      try copy(source, to: path(of: digest) + "/" + lastComponent(of: source), digest)
    }
  }

  private func copy(_ source: String, to target: String, _ digest: Digest) throws(TransferError) {
    guard access(target, F_OK) != 0 else {
      // `gc` leaves alone what was used lately.
      utimensat(AT_FDCWD, target, nil, 0)
      utimensat(AT_FDCWD, directory + "/" + digest.hex, nil, 0)
      return
    }
    try LocalFiles.createDirectories(directory, mode: 0o700)
    _ = try LocalFiles.copy(from: source, to: target, cancelled: { false })
    // The source may have changed since its digest was taken.
    guard HostSourceInspector().contentDigest(ofPath: target) != digest else { return }
    try LocalFiles.remove(tree: target)
    throw TransferError(
      "\(source) changed while it was copied; apply again once it stays as it is",
      isTemporary: true)
  }

  /// The image with its kept copy as source, when there is one.
  func stored(_ image: PlannedImage) -> PlannedImage {
    guard let digest = image.digest else { return image }
    var stored = image
    switch image.source {
    case .url, .inPlace, .remote: return image
    case .directory: stored.source = .directory(path: path(of: digest))
    // The unpacker tells the kind of an archive by its name.
    case .archive(let original):
      let kept = path(of: digest) + "/" + lastComponent(of: original)
      guard access(kept, F_OK) == 0 else { return image }
      stored.source = .archive(path: kept)
    }
    return access(path(of: digest), F_OK) == 0 ? stored : image
  }

  private func path(of digest: Digest) -> String { "\(directory)/\(digest.hex)" }

  private func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
