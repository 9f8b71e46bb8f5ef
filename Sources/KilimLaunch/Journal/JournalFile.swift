import Glibc

/// The launcher's journal: entries are appended here, written in groups, and synced by another
/// thread.
///
/// Positions count all bytes that were ever appended by this process; they only grow.
final class JournalFile {
  static let name = "launcher.journal"

  private(set) var descriptor: Int32
  private let directory: Int32
  private var pending = ByteWriter()
  /// Bytes in the file.
  private(set) var size: Int
  private(set) var written = 0
  /// Why the last write failed; nil when it did not.
  private(set) var failure: String?

  var appended: Int { written + pending.bytes.count }

  /// Opens or makes the journal in a directory, and returns what it holds.
  static func open(
    directory: Int32, path: String
  ) throws(LaunchError) -> (file: JournalFile, content: [UInt8]) {
    let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC
    let descriptor = openat(directory, name, flags, 0o600)
    guard descriptor >= 0 else {
      throw .system(action: "open", path: "\(path)/\(name)", reason: systemReason(errno))
    }
    guard let content = readAll(descriptor) else {
      let code = errno
      close(descriptor)
      throw .system(action: "read", path: "\(path)/\(name)", reason: systemReason(code))
    }
    let file = JournalFile(descriptor: descriptor, directory: directory, size: content.count)
    return (file, content)
  }

  private init(descriptor: Int32, directory: Int32, size: Int) {
    self.descriptor = descriptor
    self.directory = directory
    self.size = size
  }

  func append(_ record: JournalRecord) { JournalFrame.append(record, to: &pending) }

  /// Writes all that was appended. False when the system refuses; the rest is kept for later.
  func flush() -> Bool {
    while !pending.bytes.isEmpty {
      let count = pending.bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        failure = systemReason(errno)
        return false
      }
      pending.bytes.removeFirst(count)
      size += count
      written += count
    }
    failure = nil
    return true
  }

  /// Replaces the content by these entries, synced, and drops what was not written: they say it all.
  /// Nothing has changed when it returns false.
  func rewrite(_ records: [JournalRecord]) -> Bool {
    let temporary = Self.name + ".new"
    var content = ByteWriter()
    for record in records { JournalFrame.append(record, to: &content) }
    let flags = O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC
    let replacement = openat(directory, temporary, flags, 0o600)
    guard replacement >= 0 else { return refuse() }
    guard Self.writeAll(content.bytes, to: replacement), fdatasync(replacement) == 0,
      renameat(directory, temporary, directory, Self.name) == 0, fsync(directory) == 0
    else {
      _ = refuse()
      close(replacement)
      return false
    }
    close(descriptor)
    descriptor = replacement
    size = content.bytes.count
    written += pending.bytes.count
    pending.bytes.removeAll()
    failure = nil
    return true
  }

  private func refuse() -> Bool {
    failure = systemReason(errno)
    return false
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      if count < 0, errno != EINTR { return false }
      done += max(0, count)
    }
    return true
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8]? {
    var content: [UInt8] = []
    let size = Int(lseek(descriptor, 0, Int32(SEEK_END)))
    guard size >= 0 else { return nil }
    content.append(contentsOf: repeatElement(0, count: size))
    var done = 0
    while done < size {
      let count = content.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress?.advanced(by: done), size - done, off_t(done))
      }
      if count == 0 { break }
      if count < 0, errno != EINTR { return nil }
      done += max(0, count)
    }
    content.removeLast(size - done)
    return content
  }
}
