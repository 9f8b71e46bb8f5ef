import Glibc
import KilimManifest
import KilimModel

/// Reads bytes of descriptors, whole: interrupted and partial reads go on.
enum FileReading {
  /// `count` bytes from `offset` on; fewer only at the end.
  static func piece(
    of descriptor: Int32, from offset: Int, count: Int, name: String
  ) throws(UnreadableSource) -> [UInt8] {
    try collect(count, name) { pread(descriptor, $0, $1, off_t(offset + $2)) }
  }

  /// The next `count` bytes; fewer only at the end.
  static func next(
    of descriptor: Int32, count: Int, name: String
  ) throws(UnreadableSource) -> [UInt8] {
    try collect(count, name) { buffer, count, _ in Glibc.read(descriptor, buffer, count) }
  }

  /// - Parameter read: reads into a buffer of some size, so many bytes after the first.
  private static func collect(
    _ count: Int, _ name: String, _ read: (UnsafeMutableRawPointer, Int, Int) -> Int
  ) throws(UnreadableSource) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      guard let base = buffer.baseAddress else { return }
      while filled < count {
        let more = read(UnsafeMutableRawPointer(base + filled), count - filled, filled)
        if more < 0, errno == EINTR { continue }
        if more < 0 { failure = errno }
        guard more > 0 else { return }
        filled += more
      }
    }
    guard failure == 0 else { throw UnreadableSource(name, failure) }
    return bytes
  }
}

extension UnreadableSource {
  /// - Parameter code: as errno says it.
  init(_ path: String, _ code: Int32) {
    let hint: String? =
      switch code {
      case ENOENT: "check the spelling; the path starts in \(StatePath.currentDirectory)"
      case ELOOP: "links lead round in a circle; `ls -l` shows where they point"
      case ENXIO: "it is a socket or a device, not a file"
      case EACCES: "check the permissions of the path and of the directories above it"
      default: nil
      }
    self.init(
      Diagnostic(
        .unreadableFile, "cannot read `\(path)`: \(String(cString: strerror(code)))", hint: hint))
  }
}
