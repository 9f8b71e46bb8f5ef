import Glibc
import KilimManifest
import KilimModel

/// What came through a pipe and is too much to be held: it lies in a file without a name.
final class SpooledFile: ManifestSource {
  /// Nobody waits for the end of a stream that has none.
  static let largest = 512 << 20

  let name: String
  let directory: String
  private let descriptor: Int32

  /// Keeps `start` and all that `pipe` still brings.
  init(
    _ start: [UInt8], from pipe: Int32, name: String, directory: String
  ) throws(UnreadableSource) {
    self.name = name
    self.directory = directory
    descriptor = Self.unnamedFile()
    guard descriptor >= 0 else { throw UnreadableSource(name, errno) }
    var bytes = start
    var size = 0
    while !bytes.isEmpty {
      size += bytes.count
      guard size <= Self.largest else {
        throw UnreadableSource(
          Diagnostic(
            .tooLarge, "more than \(Self.largest >> 20) MiB came from `\(name)`, and no end",
            hint: "save it as a file, which may be of any size, and give that"))
      }
      guard Self.write(bytes, to: descriptor) else { throw UnreadableSource(name, errno) }
      // The reader refuses what is no text where it finds that.
      if bytes.contains(0) { break }
      bytes = try FileReading.next(of: pipe, count: 1 << 20, name: name)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func read(from offset: Int, count: Int) throws(UnreadableSource) -> [UInt8] {
    try FileReading.piece(of: descriptor, from: offset, count: count, name: name)
  }

  private static func unnamedFile() -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    // mkstemp(3) fills the six letters in.
    var template = Array("\(folder)/kilim-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    if descriptor >= 0 {
      unlink(template)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    return descriptor
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { raw in
      var written = 0
      while written < raw.count {
        let count = Glibc.write(
          descriptor, raw.baseAddress.map { $0 + written }, raw.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
  }
}
