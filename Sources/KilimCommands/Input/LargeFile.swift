import Glibc
import KilimManifest
import KilimModel

/// A file that is opened anew for each piece: thousands of them take no descriptors.
struct LargeFile: ManifestSource {
  let name: String
  let directory: String
  let path: String

  func read(from offset: Int, count: Int) throws(UnreadableSource) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw UnreadableSource(name, errno) }
    defer { close(descriptor) }
    return try FileReading.piece(of: descriptor, from: offset, count: count, name: name)
  }
}
