import Glibc
import KilimModel

/// The digest of what lies at a path, the way plans record it.
enum TreeDigest {
  /// A file's SHA-256; for a directory, the SHA-256 over its entries in the byte order of their
  /// relative paths: path, NUL, `f`, `x` (executable) or `d`, and for files the 32 bytes of their
  /// digest. Links are followed; a cycle of links is refused.
  static func of(_ path: String) throws(TransferError) -> Digest {
    guard let status = FileStatus.of(path) else {
      throw .system("could not read \(path)", errno)
    }
    guard status.kind == .directory else { return try ofFile(path) }
    var entries: [Entry] = []
    try collect(path, below: "", above: [status.identity], into: &entries)
    entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    var hasher = Digest.Hasher()
    for entry in entries {
      hasher.update("\(entry.path)\0\(entry.mark)")
      if entry.mark != "d" { hasher.update(try ofFile(Paths.join(path, entry.path)).bytes) }
    }
    return hasher.finish()
  }

  private struct Entry {
    var path: String
    var mark: String
  }

  private static func collect(
    _ root: String, below: String, above: [FileStatus.Identity], into entries: inout [Entry]
  ) throws(TransferError) {
    for name in try DirectoryListing.names(in: Paths.join(root, below)) {
      let path = below.isEmpty ? name : "\(below)/\(name)"
      guard let status = FileStatus.of(Paths.join(root, path)) else {
        throw .system("could not read \(root)/\(path)", errno)
      }
      switch status.kind {
      case .directory:
        guard !above.contains(status.identity), above.count < 200 else {
          throw TransferError(
            "could not read \(root)/\(path): this link leads to a directory above itself",
            isTemporary: false)
        }
        entries.append(Entry(path: path, mark: "d"))
        try collect(root, below: path, above: above + [status.identity], into: &entries)
      case .file:
        entries.append(Entry(path: path, mark: status.permissions & 0o100 == 0 ? "f" : "x"))
      case .link, .special:
        throw TransferError(
          "could not read \(root)/\(path): it is a pipe, a socket or a device", isTemporary: false)
      }
    }
  }

  static func ofFile(_ path: String) throws(TransferError) -> Digest {
    try attempt("could not read \(path)") { () throws(SystemCode) in
      let file = try OpenFile(path, O_RDONLY | O_NONBLOCK)
      let status = try file.status()
      guard status.kind == .file else { throw SystemCode(EINVAL) }
      var hasher = Digest.Hasher()
      let size = min(max(Int(status.size) + 1, 4096), 262_144)
      var buffer = [UInt8](repeating: 0, count: size)
      while true {
        let count = try unsafeMutable(&buffer) { (buffer) throws(SystemCode) in
          let count = try file.read(into: buffer)
          hasher.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
          return count
        }
        if count == 0 { return hasher.finish() }
      }
    }
  }
}
