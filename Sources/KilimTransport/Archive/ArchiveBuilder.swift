import CSystem
import Glibc
import KilimModel

/// Builds a complete, verified archive under a temporary name.
struct ArchiveBuilder {
  let request: ArchiveRequest
  /// The temporary directory.
  let directory: String
  private var made: Set<String> = []
  private var hasher = Digest.Hasher()
  private(set) var files = 0
  private(set) var bytes: Int64 = 0

  /// Up to so many files are synced one by one, more by one sync of their file system.
  private static let syncedFileLimit = 8

  init(_ request: ArchiveRequest, in directory: String) {
    self.request = request
    self.directory = directory
  }

  var digest: Digest {
    var hasher = hasher
    return hasher.finish()
  }

  mutating func build(
    _ selection: ArchiveSelection, cancelled: () -> Bool, written: (String) -> Void
  ) throws(TransferError) {
    try LocalFiles.remove(tree: directory)
    try makeDirectory(like: request.output, directory)
    made = [""]
    let isSynced = selection.entries.count <= Self.syncedFileLimit
    for entry in selection.entries {
      if cancelled() { throw .cancelled }
      try add(entry, isSynced, cancelled, written)
    }
    for file in request.launchFiles {
      try LocalFiles.writeNew(
        file.bytes, to: Paths.join(directory, file.name), mode: file.mode, isSynced: isSynced)
      files += 1
      bytes += Int64(file.bytes.count)
    }
    if !isSynced { try synchronize() }
  }

  private mutating func add(
    _ entry: ArchiveEntry, _ isSynced: Bool, _ cancelled: () -> Bool, _ written: (String) -> Void
  ) throws(TransferError) {
    let (source, target) = (
      Paths.join(request.output, entry.path), Paths.join(directory, entry.path)
    )
    if case .emptyDirectory = entry.content { return try makeDirectories(entry.path) }
    if let slash = entry.path.lastIndex(of: "/") {
      try makeDirectories(String(entry.path[..<slash]))
    }
    switch entry.content {
    case .file:
      let proof = try VerifiedCopy.copy(
        from: source, to: target, isSynced: isSynced, cancelled: cancelled, written: written)
      files += 1
      bytes += proof.bytes
      hasher.add(entry.path, proof.digest)
    case .link(let text), .innerLink(let text, _, _):
      guard symlink(text, target) == 0 else { throw .system("could not make \(target)", errno) }
      hasher.add(entry.path, .of("link \(text)"))
    case .emptyDirectory: break
    }
  }

  private mutating func makeDirectories(_ path: String) throws(TransferError) {
    guard made.insert(path).inserted else { return }
    if let slash = path.lastIndex(of: "/") { try makeDirectories(String(path[..<slash])) }
    try makeDirectory(like: Paths.join(request.output, path), Paths.join(directory, path))
  }

  private func makeDirectory(like source: String, _ path: String) throws(TransferError) {
    let permissions = FileStatus.of(source)?.permissions ?? 0o755
    guard mkdir(path, permissions | 0o700) == 0 else {
      throw .system("could not make the directory \(path)", errno)
    }
  }

  private func synchronize() throws(TransferError) {
    try attempt("could not make the archive \(request.archive) durable") {
      () throws(SystemCode) in
      let root = try OpenFile(directory, O_RDONLY | O_DIRECTORY)
      guard kilim_sync_file_system(root.descriptor) == 0 else { throw SystemCode(errno) }
    }
  }
}

extension Digest.Hasher {
  /// Adds one (path, SHA-256) of an archive's digest.
  mutating func add(_ path: String, _ digest: Digest) {
    update("\(path)\0")
    update(digest.bytes)
  }
}
