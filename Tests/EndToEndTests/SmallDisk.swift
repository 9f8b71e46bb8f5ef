import Glibc
import KilimTestSupport

/// A file system of a few megabytes in memory, mounted while its sandbox lives; only root can.
final class SmallDisk {
  let path: String

  /// False where this process may not mount, for instance as a user or in a container.
  static let isAvailable: Bool = {
    guard getuid() == 0, let sandbox = try? Sandbox() else { return false }
    return (try? SmallDisk.mounted(in: sandbox, megabytes: 1)) != nil
  }()

  static func mounted(in sandbox: Sandbox, megabytes: Int) throws(TestFailure) -> SmallDisk {
    let disk = try SmallDisk(path: sandbox.root + "/disk", megabytes: megabytes)
    sandbox.keep(disk)
    return disk
  }

  private init(path: String, megabytes: Int) throws(TestFailure) {
    self.path = path
    TextFile.makeFolder(path)
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=755") == 0 else {
      throw TestFailure("no tmpfs at \(path): errno \(errno)")
    }
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }

  /// Fills what is left but for so many kilobytes.
  func fill(leaving kilobytes: UInt64 = 0) throws(TestFailure) {
    var information = statvfs()
    guard statvfs(path, &information) == 0 else { throw TestFailure("\(path): errno \(errno)") }
    let free = UInt64(information.f_bavail) * UInt64(information.f_frsize)
    let size = free - min(free, kilobytes * 1024)
    // Jobs may take of the room at the same time: then the disk is full before all is written.
    _ = try? TextFile.write(String(repeating: "x", count: Int(size)), to: path + "/ballast")
  }

  func empty() { unlink(path + "/ballast") }
}
