import CSystem
import Glibc

/// Asks the kernel.
package struct LinuxFileSystemProbe: FileSystemProbe {
  package init() {}

  package func facts(of directory: String) -> FileSystemFacts? {
    let magic = kilim_filesystem_magic(directory)
    guard magic >= 0 else { return nil }
    let facts = FileSystemFacts(magic: UInt64(magic))
    // The mount table is only worth its reading where the type alone does not decide.
    guard facts.magic == Self.fuse || NetworkFileSystem(facts) != nil else { return facts }
    guard let table = Self.read("/proc/self/mountinfo") else { return facts }
    var device = stat()
    guard stat(directory, &device) == 0 else { return facts }
    return MountTable(text: table).facts(device: UInt64(device.st_dev), magic: facts.magic)
      ?? facts
  }

  private static let fuse: UInt64 = 0x6573_5546

  private static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      guard count > 0 else { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
