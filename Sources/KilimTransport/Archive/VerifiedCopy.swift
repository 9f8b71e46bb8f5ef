import Glibc
import KilimModel

/// Copies one file and proves that the copy is right.
enum VerifiedCopy {
  struct Proof {
    var digest: Digest
    var bytes: Int64
  }

  /// Copies into a new file with the source's permission bits and time, reads the copy back and
  /// compares size and SHA-256.
  ///
  /// - Parameters:
  ///   - isSynced: whether the copy is made durable by itself.
  ///   - written: called with the copy's path before it is read back.
  static func copy(
    from source: String, to target: String, isSynced: Bool, cancelled: () -> Bool,
    written: (String) -> Void
  ) throws(TransferError) -> Proof {
    let proof = try write(source, target, isSynced, cancelled)
    written(target)
    let size = FileStatus.ofLink(target)?.size
    guard size == proof.bytes, try TreeDigest.ofFile(target) == proof.digest else {
      throw TransferError(
        "the copy of \(source) is not like the original when it is read back (\(size ?? 0) bytes "
          + "of \(proof.bytes)); the file system of \(Paths.parent(target)) may be failing",
        isTemporary: true)
    }
    return proof
  }

  private static func write(
    _ source: String, _ target: String, _ isSynced: Bool, _ cancelled: () -> Bool
  ) throws(TransferError) -> Proof {
    do throws(SystemCode) {
      let input = try OpenFile(source, O_RDONLY | O_NONBLOCK)
      let before = try input.status()
      guard before.kind == .file else { throw SystemCode(EINVAL) }
      let output = try OpenFile(
        target, O_WRONLY | O_CREAT | O_EXCL, mode: before.permissions | 0o600)
      let proof = try stream(input, output, size: before.size, cancelled)
      let after = try input.status()
      guard proof.bytes == before.size, after == before else { throw SystemCode(ESTALE) }
      keepTime(of: before, output)
      if isSynced, proof.bytes > 0 { try output.synchronize() }
      return proof
    } catch {
      throw failure(error.code, source, target)
    }
  }

  private static func failure(_ code: Int32, _ source: String, _ target: String) -> TransferError {
    switch code {
    case ECANCELED: .cancelled
    case ESTALE:
      TransferError(
        "\(source) changed while it was archived; something of the run may still be writing",
        isTemporary: true)
    default: .system("could not archive \(source) to \(Paths.parent(target))", code)
    }
  }

  private static func stream(
    _ input: borrowing OpenFile, _ output: borrowing OpenFile, size: Int64,
    _ cancelled: () -> Bool
  ) throws(SystemCode) -> Proof {
    var hasher = Digest.Hasher()
    var total: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: Int(min(max(size + 1, 4096), 262_144)))
    while true {
      let count = try unsafeMutable(&buffer) { (buffer) throws(SystemCode) in
        let count = try input.read(into: buffer)
        let piece = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])
        hasher.update(piece)
        try output.write(piece)
        return count
      }
      if count == 0 { return Proof(digest: hasher.finish(), bytes: total) }
      total += Int64(count)
      if cancelled() { throw SystemCode(ECANCELED) }
    }
  }

  /// Only a convenience: a file system without times does not fail an archive.
  private static func keepTime(of status: FileStatus, _ file: borrowing OpenFile) {
    let time = timespec(tv_sec: status.modifiedSeconds, tv_nsec: status.modifiedNanoseconds)
    let times = [time, time]
    futimens(file.descriptor, times)
  }
}
