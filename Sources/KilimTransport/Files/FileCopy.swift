import CSystem
import Glibc

/// Copies the bytes of one file.
enum FileCopy {
  private static let chunk: Int64 = 16 << 20

  /// Copies into a new file with the source's permission bits.
  ///
  /// - Returns: the bytes copied.
  static func copy(
    _ source: borrowing OpenFile, _ status: FileStatus, _ sourcePath: String,
    to target: String, _ cancelled: () -> Bool
  ) throws(TransferError) -> Int64 {
    do throws(SystemCode) {
      // The owner must be able to read what was copied, and a later try to replace it.
      let mode = status.permissions | 0o600
      let file = try OpenFile(target, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
      var total: Int64 = 0
      while let count = try kernelCopy(source, file), count > 0 {
        total += count
        if cancelled() { throw SystemCode(ECANCELED) }
      }
      return try total + readAndWrite(source, file, cancelled)
    } catch {
      if error.code == ECANCELED { throw .cancelled }
      throw .system("could not copy \(sourcePath) to \(target)", error.code)
    }
  }

  /// One chunk inside the kernel; nil where the file systems cannot do that.
  private static func kernelCopy(
    _ source: borrowing OpenFile, _ target: borrowing OpenFile
  ) throws(SystemCode) -> Int64? {
    while true {
      let count = kilim_copy_file_range(source.descriptor, target.descriptor, chunk)
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EXDEV, EINVAL, ENOSYS, EOPNOTSUPP, EPERM, EBADF, ETXTBSY: return nil
      default: throw SystemCode(errno)
      }
    }
  }

  /// The rest of the source. Also looks past an end that the kernel saw, because files that are
  /// made up on reading, as in /proc, have no size and end at once there.
  private static func readAndWrite(
    _ source: borrowing OpenFile, _ target: borrowing OpenFile, _ cancelled: () -> Bool
  ) throws(SystemCode) -> Int64 {
    var total: Int64 = 0
    var buffer: [UInt8] = []
    buffer = Array(repeating: 0, count: 4096)
    while true {
      let count = try unsafeMutable(&buffer) { (buffer) throws(SystemCode) in
        try source.read(into: buffer)
      }
      if count == 0 { return total }
      try unsafe(buffer) { (bytes) throws(SystemCode) in
        try target.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
      }
      total += Int64(count)
      if buffer.count < 262_144 { buffer = Array(repeating: 0, count: 262_144) }
      if cancelled() { throw SystemCode(ECANCELED) }
    }
  }
}
