import Glibc
import KilimModel

/// Makes a tar archive piece by piece, with the SHA-256 of every file that it reads.
package struct TarWriter: ~Copyable {
  /// As sha256sum(1) checks them, of the files so far.
  package private(set) var checksums = ""
  package private(set) var bytes: Int64 = 0

  private var entries: ArraySlice<TarEntry>
  private let checksumFile: String?
  private var file: OpenSource?
  private var isOver = false

  private struct OpenSource: ~Copyable {
    let file: OpenFile
    let path: String
    let name: String
    let before: FileStatus
    var left: Int64
    var hasher = Digest.Hasher()
  }

  /// - Parameter checksumFile: the path of one more entry at the end, for `sha256sum -c`.
  package init(_ entries: [TarEntry], checksumFile: String? = nil) {
    self.entries = entries[...]
    self.checksumFile = checksumFile
  }

  /// The next piece; nil after the last.
  package mutating func next() throws(TransferError) -> [UInt8]? {
    if isOver { return nil }
    if file != nil { return try nextOfFile() }
    guard let entry = entries.popFirst() else {
      isOver = true
      return end
    }
    return try start(entry)
  }

  private var end: [UInt8] {
    var end: [UInt8] = []
    if let checksumFile {
      let bytes = Array(checksums.utf8)
      end += header(checksumFile, .file, mode: 0o600, size: Int64(bytes.count))
      end += bytes + [UInt8](repeating: 0, count: TarHeader.padding(after: Int64(bytes.count)))
    }
    return end + [UInt8](repeating: 0, count: 1024)
  }

  private mutating func start(_ entry: TarEntry) throws(TransferError) -> [UInt8] {
    switch entry.content {
    case .directory: return header(entry.path + "/", .directory, mode: entry.mode ?? 0o700)
    case .link(let text):
      return header(entry.path, .link, mode: 0o777, linkText: Array(text.utf8))
    case .bytes(let bytes):
      note(Digest.of(bytes), entry.path, Int64(bytes.count))
      return header(entry.path, .file, mode: entry.mode ?? 0o600, size: Int64(bytes.count)) + bytes
        + [UInt8](repeating: 0, count: TarHeader.padding(after: Int64(bytes.count)))
    case .file(let path):
      let opened = try attempt("could not read \(path)") { () throws(SystemCode) in
        try OpenFile(path, O_RDONLY | O_NONBLOCK)
      }
      let status = try attempt("could not read \(path)") { () throws(SystemCode) in
        let status = try opened.status()
        guard status.kind == .file else { throw SystemCode(EINVAL) }
        return status
      }
      file = OpenSource(
        file: opened, path: path, name: entry.path, before: status, left: status.size)
      return header(
        entry.path, .file, mode: entry.mode ?? UInt16(status.permissions), size: status.size,
        time: Int64(status.modifiedSeconds))
    }
  }

  private func header(
    _ path: String, _ kind: TarHeader.Kind, mode: UInt16, size: Int64 = 0, time: Int64? = nil,
    linkText: [UInt8] = []
  ) -> [UInt8] {
    TarHeader(
      path: Array(path.utf8), kind: kind, mode: mode, size: size,
      time: time ?? Int64(Glibc.time(nil)), linkText: linkText
    ).blocks
  }

  private mutating func nextOfFile() throws(TransferError) -> [UInt8] {
    guard var source = file.take() else { return [] }
    var buffer = [UInt8](repeating: 0, count: Int(min(source.left, 262_144)))
    var count = 0
    if source.left > 0 {
      do {
        count = try unsafeMutable(&buffer) { (buffer) throws(SystemCode) in
          try source.file.read(into: buffer)
        }
      } catch {
        throw .system("could not read \(source.path)", error.code)
      }
    }
    guard source.left == 0 || count > 0 else { throw changed(source.path) }
    buffer.removeSubrange(count...)
    source.hasher.update(buffer)
    source.left -= Int64(count)
    guard source.left == 0 else {
      file = consume source
      return buffer
    }
    let after = try attempt("could not read \(source.path)") { () throws(SystemCode) in
      try source.file.status()
    }
    guard after == source.before else { throw changed(source.path) }
    note(source.hasher.finish(), source.name, source.before.size)
    return buffer + [UInt8](repeating: 0, count: TarHeader.padding(after: source.before.size))
  }

  private func changed(_ path: String) -> TransferError {
    TransferError("\(path) changed while it was sent", isTemporary: true)
  }

  private mutating func note(_ digest: Digest, _ path: String, _ size: Int64) {
    checksums += ChecksumLine.text(digest, path)
    bytes += size
  }
}
